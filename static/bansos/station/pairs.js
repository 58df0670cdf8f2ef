// With which event this device is paired, and by which token it may send.
//
// "on": it hands over. "left": the officer signed out. "turned": the server turned it away. In
// the last two the token is only there to send what is queued.
export class Pairs {
  constructor(store) {
    this.store = store;
  }

  current() {
    return this.store.fact("pairing");
  }

  // The queue of another event goes on being sent by the token of that event.
  async pair({ token, station, event }) {
    const sealed = await this.store.seal("queue", token);
    const before = await this.current();
    await this.store.forgetList();
    const earlier = ((await this.store.fact("earlier")) ?? []).filter((each) => each.event.id !== event.id);
    if (before && before.event.id !== event.id) earlier.push(before);
    await this.store.keep("earlier", earlier);
    await this.store.keep("pairing", { station, event, token: sealed, state: "on" });
  }

  async change(facts) {
    const pairing = await this.current();
    if (pairing) await this.store.keep("pairing", { ...pairing, ...facts });
    return pairing && { ...pairing, ...facts };
  }

  // The token for what is queued of an event; null where there is none that the server takes.
  async tokenFor(eventId) {
    const known = [await this.current(), ...((await this.store.fact("earlier")) ?? [])];
    const pairing = known.find((each) => each?.event.id === eventId);
    if (!pairing || pairing.refused) return null;
    return this.store.unseal("queue", pairing.token);
  }

  // Nothing is sent with this token any more; pairing anew brings another.
  async refuse(eventId, turned) {
    const pairing = await this.current();
    if (pairing?.event.id === eventId) {
      return this.change({ state: "turned", turned, refused: true });
    }
    const earlier = (await this.store.fact("earlier")) ?? [];
    const marked = earlier.map((each) => (each.event.id === eventId ? { ...each, refused: true } : each));
    return this.store.keep("earlier", marked);
  }
}
