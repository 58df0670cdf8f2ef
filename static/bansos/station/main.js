// The desk on a device: puts the parts together and lets each know what the others did.
import { Api } from "./api.js";
import { Card } from "./card.js";
import { Clock } from "./clock.js";
import { Course } from "./course.js";
import { Deeds, PATIENCE } from "./deeds.js";
import { byId } from "./dom.js";
import { Keeper } from "./keeper.js";
import { Pairs } from "./pairs.js";
import { Queue, isDone } from "./queue.js";
import { NOBODY, NO_COUPON, PAPER_PAGE, TOO_LATE, UNDONE, outcome, trayed } from "./outcomes.js";
import { hideOutcome, showOutcome, showStopped } from "./screen.js";
import { Round } from "./round.js";
import { Search } from "./search.js";
import { Sender } from "./sender.js";
import { keepShell } from "./shell.js";
import { signal } from "./signals.js";
import { openStore } from "./store.js";
import { drawAll } from "./view.js";

const FRESH_EVERY = 30_000;

class Desk {
  constructor(store) {
    this.store = store;
    this.clock = new Clock();
    this.queue = new Queue(store);
    this.pairs = new Pairs(store);
    this.api = new Api(this.clock);
    this.sender = new Sender(this);
    this.keeper = new Keeper(this);
    this.deeds = new Deeds(this);
    this.course = new Course(this);
  }

  async open() {
    this.clock.offset = (await this.store.fact("clock")) ?? 0;
    this.search = new Search({
      list: () => this.keeper.list,
      onFound: (row) => this.show(row),
      onNothing: (text, by) => this.missed(text, by),
    });
    this.card = new Card({
      onHand: (row, deed, photo) => this.hand(row, deed, photo),
      onClose: () => this.search.clear(),
    });
    this.round = new Round(this.store);
    this.listen();
    await this.read();
    this.search.clear();
    await this.refresh();
    this.sender.flush();
    // Nothing is sent where there is no network, so that it can still be undone.
    setInterval(() => (navigator.onLine ? this.sendNow() : this.refresh()), FRESH_EVERY);
  }

  listen() {
    this.sender.addEventListener("answers", ({ detail }) => this.learn(detail));
    this.sender.addEventListener("turned", () => this.course.stop());
    this.sender.addEventListener("network", () => this.draw());
    this.sender.addEventListener("photo", () => this.settled());
    addEventListener("online", () => this.sendNow());
    addEventListener("offline", () => this.sender.reached(false));
    byId("send").addEventListener("click", () => this.sendNow());
    byId("undo").addEventListener("click", () => this.undo());
    new BroadcastChannel("bansos-meja").onmessage = () => this.read();
  }

  // From what is kept: after loading, and when another page signed out or paired anew.
  async read() {
    this.pairing = await this.pairs.current();
    if (this.pairing?.state === "on") await Promise.all([this.keeper.open(), this.round.open()]);
    else this.leave();
    await this.draw();
  }

  // Nothing of anybody stays on the screen.
  leave() {
    this.keeper.list = null;
    this.round.team = "";
    this.last = null;
    this.card.close();
    hideOutcome();
  }

  refresh() {
    return this.course.refresh();
  }

  draw() {
    return drawAll({ desk: this, onChosen: (row) => this.show(row), onSeen: (opId) => this.seen(opId) });
  }

  show(row) {
    const { officials } = this.keeper.list.facts;
    const zone = this.pairing.event.time_zone;
    const { total } = this.keeper.list.counts();
    this.search.offer([], false);
    hideOutcome();
    const isDelivery = byId("delivery").checked;
    const known = this.card.open(row, { total, zone, now: this.clock.now(), officials, isDelivery });
    if (known) signal(known.signal);
    byId("card").scrollIntoView({ block: "nearest" });
  }

  // A coupon that is not on the list here may be on a newer one.
  async missed(text, by, isAgain = false) {
    if (by === "code" && !isAgain && this.sender.isUp) {
      await Promise.race([this.refresh(), new Promise((done) => setTimeout(done, PATIENCE))]);
      const { rows } = (await this.keeper.list?.find(text)) ?? { rows: [] };
      if (rows.length === 1) return this.show(rows[0]);
    }
    signal("refused");
    showOutcome({ code: NO_COUPON, page: PAPER_PAGE }[by] ?? NOBODY);
    byId("q").select();
  }

  async hand(row, deed, photo) {
    this.card.setBusy(true);
    const did = await this.deeds.hand(this.pairing, deed, photo);
    const isOver = did.isDone || did.isQueued;
    signal(did.said.signal);
    // The next family may be on the card already.
    if (this.card.opId === deed.op_id) {
      if (isOver || did.said.signal === "already") this.card.close();
      else this.card.renew();
    }
    this.last = isOver ? { row, opId: deed.op_id, isQueued: did.isQueued } : null;
    showOutcome(did.said, row, { mayUndo: did.isQueued, toVoid: did.isDone && deed.op_id });
    if (!isOver) byId("outcome").scrollIntoView({ block: "nearest" });
    await this.draw();
  }

  async undo() {
    if (!this.last) return;
    const { row, opId } = this.last;
    const isGone = await this.deeds.undo(opId);
    this.last = null;
    showOutcome(isGone ? UNDONE : TOO_LATE, row, { toVoid: !isGone && opId });
    await this.draw();
  }

  async learn({ results, event }) {
    for (const result of results) this.keeper.learn(result);
    this.tellLast(results);
    await this.keeper.keep();
    // Closed or opened again: what may be handed over, and as what, has changed with it.
    if (event && event.id === this.pairing?.event.id && event.state !== this.pairing.event.state) {
      this.pairing = await this.pairs.change({ event });
      this.refresh();
    }
    await this.settled();
  }

  // What was said to be stored has been answered: the last word stays on the screen.
  tellLast(results) {
    const result = this.last?.isQueued && results.find((each) => each.op_id === this.last.opId);
    if (!result) return;
    const { row, opId } = this.last;
    this.last = null;
    if (byId("outcome").hidden) return;
    const said = isDone(result) ? outcome(result) : trayed(result);
    showOutcome(said, row, { toVoid: isDone(result) && opId });
  }

  async seen(opId) {
    await this.queue.seen(opId);
    await this.settled();
  }

  // Something has left the device: the key to it goes with the last.
  async settled() {
    if (this.pairing?.state !== "on") await this.store.forgetQueueKeyIfEmpty();
    await this.draw();
  }

  async sendNow() {
    await this.sender.flush();
    await this.refresh();
  }
}

try {
  await new Desk(await openStore()).open();
} catch (error) {
  showStopped(isSecureContext ? "no_store" : "insecure");
  throw error;
} finally {
  // Not before: the list comes first on a slow network.
  keepShell(document.body.dataset.worker, document.body.dataset.wasm);
}
