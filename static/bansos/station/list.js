// The event's list in memory: who is on it, and what this device knows of their packages.
import { codeHash, isPaperPage, readCode } from "./codes.js";

const MOST_FOUND = 8;

export class List {
  constructor(facts) {
    const { entitlements, ...rest } = facts;
    this.facts = rest;
    this.rows = new Map(entitlements.map((row) => [row.id, row]));
    this.here = new Map();
    this.#index();
  }

  // As it is kept on the device.
  get kept() {
    return { ...this.facts, entitlements: [...this.rows.values()] };
  }

  // What the server says now; what it answered after this was asked is newer.
  apply(pack, askedAt) {
    const { entitlements, ...rest } = pack;
    if (pack.is_complete) this.rows.clear();
    for (const row of entitlements) {
      const known = this.here.get(row.id);
      if (known && !known.pending && known.since > askedAt) {
        this.rows.set(row.id, { ...row, state: "handed_over", ...known.told });
      } else {
        this.rows.set(row.id, row);
        if (known && !known.pending) this.here.delete(row.id);
      }
    }
    this.facts = rest;
    this.#index();
  }

  // Pressed on this device and not answered yet.
  press(id, opId, told) {
    this.here.set(id, { pending: true, opId, told });
  }

  release(opId) {
    for (const [id, own] of this.here) if (own.opId === opId) this.here.delete(id);
  }

  // The server has said that the package is with somebody, and since when.
  settle(id, told) {
    const row = this.rows.get(id);
    if (!row) return;
    this.here.set(id, { pending: false, since: performance.now(), told });
    this.rows.set(id, { ...row, state: "handed_over", ...told });
  }

  get(id) {
    const row = this.rows.get(id);
    if (!row) return null;
    const own = this.here.get(id);
    return own?.pending ? { ...row, ...own.told, state: "handed_over", pending: true } : row;
  }

  async find(text) {
    const said = text.trim();
    if (isPaperPage(said)) return { rows: [], by: "page" };
    const code = readCode(said);
    if (code) {
      const id = this.byHash.get(await codeHash(this.facts.salt, code));
      if (id) return { rows: [this.get(id)], by: "code" };
    }
    if (/^\d{1,6}$/.test(said)) {
      const ids = this.byNumber.get(Number(said)) ?? [];
      return { rows: ids.map((id) => this.get(id)), by: "number" };
    }
    const rows = this.named(said);
    return { rows, by: code && !rows.length ? "code" : "name" };
  }

  // Those still to come first. Each word begins a word of the name, or a letter stands for it: the
  // list says Dewi S., and the family says Dewi Sartika.
  named(text) {
    const asked = words(text);
    if (!asked.length) return [];
    const fits = (id) => asked.every((word) => this.names.get(id).some((own, n) => fit(own, word, n)));
    const found = [...this.rows.keys()].filter(fits).map((id) => this.get(id));
    return found.sort((one, other) => isWaiting(other) - isWaiting(one)).slice(0, MOST_FOUND);
  }

  waiting() {
    return [...this.rows.keys()].map((id) => this.get(id)).filter(isWaiting);
  }

  counts() {
    const rows = [...this.rows.keys()].map((id) => this.get(id));
    const active = rows.filter((row) => row.state === "waiting" || row.state === "handed_over");
    return { total: active.length, handed: active.filter((row) => row.state === "handed_over").length };
  }

  #index() {
    this.byHash = new Map();
    this.byNumber = new Map();
    this.names = new Map();
    for (const row of this.rows.values()) {
      this.byHash.set(row.code_hash, row.id);
      this.names.set(row.id, words(row.name));
      if (row.number !== null) {
        this.byNumber.set(row.number, [...(this.byNumber.get(row.number) ?? []), row.id]);
      }
    }
  }
}

export function isWaiting(row) {
  return row.state === "waiting";
}

function fit(own, word, n) {
  return own.startsWith(word) || (n > 0 && own.length === 1 && word.startsWith(own));
}

function words(text) {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
