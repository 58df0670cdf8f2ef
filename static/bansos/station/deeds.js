// One press: kept first, sent at once, and answered within the patience of a queue of people.
import { BROKEN, FULL, STORED, isLate, knownOf, outcome } from "./outcomes.js";
import { isDone } from "./queue.js";
import { isFull } from "./store.js";

export const PATIENCE = 2500;

export class Deeds {
  constructor({ queue, sender, keeper, clock }) {
    Object.assign(this, { queue, sender, keeper, clock });
    this.others = new BroadcastChannel("bansos-meja-tekan");
    this.others.onmessage = ({ data }) => this.keeper.list?.press(data.id, data.opId, data.told);
  }

  // What to tell the officer, and whether the deed is in the queue or with the server.
  async hand(pairing, deed, photo) {
    const { list } = this.keeper;
    const known = knownOf(list.get(deed.entitlement), pairing.event.time_zone, this.clock.now());
    if (known) return { said: known };
    const happened_at = this.clock.stamp();
    const stored = !this.sender.isUp || this.sender.isStuck(PATIENCE);
    const press = { id: deed.entitlement, opId: deed.op_id, told: { handed_over_at: happened_at, station: pairing.station.name } };
    list.press(press.id, press.opId, press.told);
    try {
      const kind = isLate(pairing.event) && deed.kind !== "home_delivery" ? "late" : deed.kind;
      await this.queue.add(pairing.event.id, { ...deed, kind, happened_at }, { photo, stored });
    } catch (error) {
      list.release(deed.op_id);
      return { said: isFull(error) ? FULL : BROKEN };
    }
    this.others.postMessage(press);
    if (stored) {
      if (navigator.onLine) this.sender.flush();
      else this.sender.later();
      return { said: STORED, isQueued: true };
    }
    return this.#answered(deed.op_id);
  }

  async #answered(opId) {
    const answer = this.sender.answerTo(opId);
    this.sender.flush();
    const inTime = await Promise.race([answer, new Promise((done) => setTimeout(done, PATIENCE, null))]);
    // In the moment between, the answer may have come: then it is the one to tell.
    const result = inTime ?? ((await this.queue.markStored(opId)) ? null : await answer);
    this.sender.stopWaiting(opId);
    if (!result) return { said: STORED, isQueued: true };
    return { said: outcome(result), isDone: isDone(result) };
  }

  // False where it may have reached the server already.
  async undo(opId) {
    const isGone = await this.queue.drop(opId);
    if (isGone) this.keeper.list?.release(opId);
    return isGone;
  }
}
