// The desk on a device: puts the parts together and lets each know what the others did.
import { Api } from "./api.js";
import { Card } from "./card.js";
import { Clock } from "./clock.js";
import { Deeds } from "./deeds.js";
import { byId, say, show } from "./dom.js";
import { Keeper } from "./keeper.js";
import { Pairs } from "./pairs.js";
import { Queue } from "./queue.js";
import { hideOutcome, showFoot, showHead, showOutcome, showStopped } from "./screen.js";
import { Search, rowItem } from "./search.js";
import { Sender } from "./sender.js";
import { keepShell } from "./shell.js";
import { signal } from "./signals.js";
import { openStore } from "./store.js";
import { showTray } from "./tray.js";

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
    this.listen();
    await this.read();
    this.search.clear();
    await this.refresh();
    this.sender.flush();
    setInterval(() => this.refresh(), FRESH_EVERY);
  }

  listen() {
    this.sender.addEventListener("answers", ({ detail }) => this.learn(detail.results));
    this.sender.addEventListener("turned", () => this.stop());
    this.sender.addEventListener("network", () => this.draw());
    addEventListener("online", () => this.sendNow());
    addEventListener("offline", () => this.sender.reached(false));
    byId("send").addEventListener("click", () => this.sendNow());
    byId("undo").addEventListener("click", () => this.undo());
    byId("delivery").addEventListener("change", () => this.draw());
    new BroadcastChannel("bansos-meja").onmessage = () => this.read();
  }

  // From what is kept: after loading, and when another page signed out or paired anew.
  async read() {
    this.pairing = await this.pairs.current();
    if (this.pairing?.state === "on") await this.keeper.open();
    else this.keeper.list = null;
    await this.draw();
  }

  // The newest of the list; the server may also say that it is over.
  async refresh() {
    if (this.refreshing || this.pairing?.state !== "on") return;
    this.refreshing = true;
    const said = await this.keeper.fetch(this.pairing).finally(() => (this.refreshing = false));
    if (said.kind === "none" || said.kind === "busy") {
      this.sender.reached(false);
    } else {
      const wasDown = !this.sender.isUp;
      this.sender.reached(true);
      if (wasDown) this.sender.flush();
    }
    if (said.kind === "turned") await this.turned(said);
    if (said.kind === "ok") await this.noteEvent(said.body);
    await this.draw();
  }

  async noteEvent({ event, station }) {
    this.closed = false;
    await this.store.keep("clock", this.clock.offset);
    this.pairing = await this.pairs.change({ event, station });
  }

  async turned(said) {
    if (said.code === "bad_cursor") return this.keeper.forget();
    if (said.code === "event_closed") this.closed = true;
    else await this.pairs.refuse(this.pairing.event.id, said);
    await this.stop();
  }

  // Names go at once; what is queued stays.
  async stop() {
    this.pairing = await this.pairs.current();
    if (this.pairing?.state !== "on" || this.closed) await this.keeper.forget();
    this.card.close();
    await this.draw();
  }

  stopped() {
    if (!this.pairing) return "unpaired";
    if (this.pairing.state === "left") return "left";
    if (this.pairing.state === "turned") return this.pairing.turned.code;
    if (this.closed) return "event_closed";
    return this.keeper.list ? null : "no_list";
  }

  async draw() {
    const queued = await this.queue.count();
    const facts = { ...this, isUp: this.sender.isUp, queued };
    const why = this.stopped();
    showStopped(why, { queued, eventId: this.pairing?.event.id });
    if (this.pairing) showHead(facts);
    showFoot(facts);
    await showTray({ ...facts, onSeen: (opId) => this.seen(opId) });
    this.drawRound(why);
  }

  drawRound(why) {
    const isDelivery = byId("delivery").checked && !why;
    show("round", isDelivery);
    const waiting = isDelivery ? this.keeper.list.waiting() : [];
    say("round-title", `Belum diambil (${waiting.length})`);
    byId("round-list").replaceChildren(...waiting.map((row) => rowItem(row, (one) => this.show(one))));
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
      await this.refresh();
      const { rows } = (await this.keeper.list?.find(text)) ?? { rows: [] };
      if (rows.length === 1) return this.show(rows[0]);
    }
    signal("refused");
    const title = by === "code" ? "Kupon tidak ada di daftar ini" : "Tidak ada yang cocok";
    const advice = by === "code" ? "Mungkin kupon lama atau kegiatan lain. Cari namanya." : "Periksa ejaannya.";
    showOutcome({ tone: "wait", title, text: advice, advice: "" });
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
    this.last = isOver ? { row, opId: deed.op_id } : null;
    showOutcome(did.said, row, { mayUndo: did.isQueued, voidAt: did.isDone && voidOf(deed.op_id) });
    await this.draw();
  }

  async undo() {
    if (!this.last) return;
    const { row, opId } = this.last;
    const isGone = await this.deeds.undo(opId);
    const text = isGone
      ? "Tidak tercatat. Paket tetap di meja."
      : "Sudah dalam perjalanan ke server. Setelah terkirim, batalkan di halaman penyerahan.";
    const title = isGone ? "Diurungkan" : "Tidak dapat diurungkan di sini";
    showOutcome({ tone: "wait", title, text, advice: "" }, row, { voidAt: !isGone && voidOf(opId) });
    await this.draw();
  }

  async learn(results) {
    for (const result of results) this.keeper.learn(result);
    await this.keeper.keep();
    if (this.pairing?.state !== "on") await this.store.forgetQueueKeyIfEmpty();
    await this.draw();
  }

  async seen(opId) {
    await this.queue.seen(opId);
    if (this.pairing?.state !== "on") await this.store.forgetQueueKeyIfEmpty();
    await this.draw();
  }

  async sendNow() {
    await this.sender.flush();
    await this.refresh();
  }
}

function voidOf(opId) {
  return document.body.dataset.void.replace("00000000-0000-0000-0000-000000000000", opId);
}

keepShell(document.body.dataset.worker, document.body.dataset.wasm);
try {
  await new Desk(await openStore()).open();
} catch (error) {
  showStopped("no_store");
  throw error;
}
