// The list on this device: opened, fetched anew, kept under a key that can be thrown away.
import { List } from "./list.js";

export class Keeper {
  constructor({ store, queue, pairs, api }) {
    Object.assign(this, { store, queue, pairs, api });
    this.list = null;
    this.fetchedAt = null;
    this.tag = null;
  }

  async open() {
    const kept = await this.store.fact("list");
    const facts = kept && (await this.store.unseal("list", kept.sealed));
    if (!facts) return;
    this.list = new List(facts);
    this.fetchedAt = kept.fetched_at;
    await this.#rememberPresses();
  }

  // Says how it went, as the server or its absence put it.
  async fetch(pairing) {
    const token = await this.pairs.tokenFor(pairing.event.id);
    if (!token) return { kind: "none" };
    const since = this.list?.facts.cursor;
    const said = await this.api.pack(token, since, this.tag && this.tag.since === since ? this.tag.text : null);
    if (said.kind === "ok") {
      const { body } = said;
      this.tag = { since: body.cursor, text: body.cursor === since ? said.tag : null };
      if (this.list) this.list.apply(body, said.asked);
      else this.list = new List(body);
      await this.#rememberPresses();
    }
    if (said.kind === "ok" || said.kind === "same") {
      this.fetchedAt = Date.now();
      await this.keep();
    }
    return said;
  }

  async keep() {
    if (!this.list) return;
    const sealed = await this.store.seal("list", this.list.kept);
    const isKept = await this.store.keepWhilePaired("list", { sealed, fetched_at: this.fetchedAt });
    if (!isKept) this.list = null;
  }

  async forget() {
    this.list = null;
    this.tag = null;
    await this.store.forgetList();
  }

  // What an answer says of the list; told is null where nobody has the package.
  learn(result) {
    if (!this.list) return;
    this.list.release(result.op_id);
    if (result.entitlement && result.handed_over_at) {
      const { handed_over_at, station } = result;
      this.list.settle(result.entitlement, { handed_over_at, station });
    }
  }

  async #rememberPresses() {
    for (const entry of await this.queue.all()) {
      const { content } = await this.queue.read(entry);
      if (content?.entitlement && this.list) {
        const told = { handed_over_at: content.happened_at, station: null };
        this.list.press(content.entitlement, entry.op_id, told);
      }
    }
  }
}
