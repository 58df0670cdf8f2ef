// How things stand with the event, as the server tells it now and then.
export class Course {
  constructor(desk) {
    this.desk = desk;
  }

  // The newest of the list; the server may also say that it is over.
  async refresh() {
    const { desk } = this;
    if (this.refreshing || desk.pairing?.state !== "on") return;
    this.refreshing = true;
    const said = await desk.keeper.fetch(desk.pairing).finally(() => (this.refreshing = false));
    if (said.kind === "none" || said.kind === "busy") {
      desk.sender.reached(false);
    } else {
      const wasDown = !desk.sender.isUp;
      desk.sender.reached(true);
      if (wasDown) desk.sender.flush();
    }
    if (said.kind === "turned") await this.turned(said);
    if (said.kind === "ok") await this.note(said.body);
    await desk.draw();
  }

  async note({ event, station }) {
    const { desk } = this;
    desk.closed = false;
    await desk.store.keep("clock", desk.clock.offset);
    desk.pairing = await desk.pairs.change({ event, station });
  }

  async turned(said) {
    const { desk } = this;
    if (said.code === "bad_cursor") return desk.keeper.forget();
    if (said.code === "event_closed") desk.closed = true;
    else await desk.pairs.refuse(desk.pairing.event.id, said);
    await this.stop();
  }

  // Names go at once; what is queued stays.
  async stop() {
    const { desk } = this;
    desk.pairing = await desk.pairs.current();
    if (desk.pairing?.state !== "on" || desk.closed) await desk.keeper.forget();
    desk.leave();
    await desk.draw();
  }
}
