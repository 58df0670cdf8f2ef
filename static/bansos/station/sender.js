// Sends what is queued: at once, again after a pause, when the network is back, one tab at a time.

const MOST = 200;
const MOST_BYTES = 3_500_000;
const LOCK = "bansos-kirim";
const PAUSES = [2, 4, 8, 15, 30, 60];

export class Sender extends EventTarget {
  constructor({ store, queue, pairs, api }) {
    super();
    Object.assign(this, { store, queue, pairs, api });
    this.isUp = navigator.onLine;
    this.failures = 0;
    this.waiters = new Map();
    this.others = new BroadcastChannel("bansos-meja-jawaban");
    this.others.onmessage = ({ data }) => this.#tell(data);
  }

  // Resolves with the server's answer, or with null once it is known that none comes now.
  answerTo(opId) {
    return new Promise((resolve) => this.waiters.set(opId, resolve));
  }

  stopWaiting(opId) {
    this.waiters.delete(opId);
  }

  // Everything that is due; while one run is on, another is asked for after it.
  flush() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.running) {
      this.again = true;
      return this.running;
    }
    const run = () => navigator.locks.request(LOCK, () => this.#sendAll());
    this.runningSince = performance.now();
    this.running = run().finally(() => {
      this.running = null;
      const wasAskedAgain = this.again;
      this.again = false;
      if (wasAskedAgain) this.flush();
      else this.#giveUpWaiting();
    });
    return this.running;
  }

  // One press is waiting already for longer than a family would: the next need not wait as well.
  isStuck(patience) {
    return Boolean(this.running) && performance.now() - this.runningSince > patience;
  }

  reached(isUp) {
    const changed = this.isUp !== isUp;
    this.isUp = isUp;
    this.failures = isUp ? 0 : this.failures + 1;
    if (changed) this.dispatchEvent(new Event("network"));
  }

  async #sendAll() {
    await this.queue.adoptAbandoned();
    const left = await this.queue.all();
    for (const event of new Set(left.map((entry) => entry.event))) {
      if (!(await this.#sendOf(event))) break;
    }
    if (this.isUp) await this.#sendPhotos();
    if (!this.isUp && (await this.queue.count())) this.later();
  }

  // False where the network is away: the other events need not be tried.
  async #sendOf(event) {
    let most = MOST;
    for (;;) {
      const token = await this.pairs.tokenFor(event);
      const batch = token ? await this.#batch(event, most) : [];
      if (!batch.length) return true;
      await this.queue.markTried(batch.map((each) => each.op_id));
      const said = await this.api.send(token, batch);
      if (said.kind === "ok") {
        this.reached(true);
        await this.#settle(said.body.results, said.body.event);
      } else if (said.kind !== "turned") {
        this.reached(false);
        return false;
      } else if (said.status !== 400) {
        this.reached(true);
        await this.#turned(event, said);
        return true;
      } else if (batch.length > 1) {
        most = 1; // One of them is ill; the others shall not wait for it.
      } else {
        await this.#settle([unreadable(batch[0], said)]);
      }
    }
  }

  async #batch(event, most) {
    const due = (await this.queue.all()).filter((entry) => entry.event === event).slice(0, most);
    const operations = [];
    let bytes = 0;
    for (const entry of due) {
      const { content } = await this.queue.read(entry);
      if (!content) continue;
      const operation = { op_id: entry.op_id, ...content, offline: entry.stored };
      bytes += JSON.stringify(operation).length;
      if (operations.length && bytes > MOST_BYTES) break;
      operations.push(operation);
    }
    return operations;
  }

  async #settle(results, event) {
    const settled = await this.queue.settle(results);
    const said = { type: "answers", results: settled, event };
    this.others.postMessage(said);
    this.#tell(said);
  }

  async #turned(event, { status, code, message }) {
    await this.pairs.refuse(event, { status, code, message });
    const said = { type: "turned", event };
    this.others.postMessage(said);
    this.#tell(said);
  }

  #tell(said) {
    for (const result of said.results ?? []) {
      this.waiters.get(result.op_id)?.(result);
      this.waiters.delete(result.op_id);
    }
    this.dispatchEvent(new CustomEvent(said.type, { detail: said }));
  }

  #giveUpWaiting() {
    for (const resolve of this.waiters.values()) resolve(null);
    this.waiters.clear();
  }

  async #sendPhotos() {
    const due = (await this.store.db.getAll("photos")).filter((each) => each.is_due);
    for (const photo of due) {
      const { op_id, event, sealed } = photo;
      const token = await this.pairs.tokenFor(event);
      const bytes = token && (await this.store.unsealBytes("queue", sealed));
      if (!bytes) continue;
      const said = await this.api.photo(token, op_id, new Blob([bytes], { type: "image/jpeg" }));
      if (said.kind === "none" || said.kind === "busy") return;
      if (said.status === 401 || said.status === 403) {
        // As what is queued: sent after all once the device is paired anew.
        await this.#turned(event, said);
        continue;
      }
      await this.queue.settlePhoto(photo, said.kind === "turned" ? said : said.body);
      this.others.postMessage({ type: "photo" });
      this.#tell({ type: "photo" });
    }
  }

  // Where the device itself knows that it has no network, what was pressed can still be undone;
  // asked now and then all the same, as some devices are wrong about it.
  later() {
    if (this.timer) return;
    const pause = navigator.onLine ? this.#pause() : PAUSES.at(-1);
    // Not all devices of a hall at the same moment.
    this.timer = setTimeout(() => this.flush(), pause * 1000 * (0.75 + Math.random() / 2));
  }

  #pause() {
    return PAUSES[Math.min(this.failures, PAUSES.length) - 1] ?? PAUSES[0];
  }
}

function unreadable({ op_id, entitlement }, { code, message }) {
  const nothing = { handed_over_at: null, handed_over_by: null, station: null };
  return { op_id, status: "refused", reason: code, message, entitlement: entitlement ?? null, ...nothing };
}

