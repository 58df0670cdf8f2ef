// What was pressed and has no final answer yet, and what came back that somebody has to see.
//
// An entry: {op_id, event, seq, pressed_at, stored, tried, sealed}. `stored`: the officer was told
// that it is kept here, so the package has left. `tried`: it may have reached the server.
const ABANDONED = 10_000;
const LEFT_ANYWAY = new Set(["withdrawn", "replaced", "out_of_stock", "already_handed_over"]);

export class Queue {
  constructor(store) {
    this.store = store;
    this.seq = 0;
  }

  // Durable when it returns; a second time with the same id is refused by the database.
  async add(event, content, { photo, stored }) {
    const { op_id, ...rest } = content;
    const sealed = await this.store.seal("queue", rest);
    const bytes = photo && new Uint8Array(await photo.arrayBuffer());
    const picture = bytes && (await this.store.seal("queue", bytes));
    this.seq += 1;
    const pressed_at = Date.now();
    const entry = { op_id, event, seq: pressed_at * 1000 + this.seq, pressed_at, sealed };
    const deed = this.store.db.transaction(["queue", "photos"], "readwrite", { durability: "strict" });
    const added = [deed.objectStore("queue").add({ ...entry, stored, tried: false })];
    if (picture) added.push(deed.objectStore("photos").add({ op_id, event, is_due: false, sealed: picture }));
    await Promise.all([...added, deed.done]);
    return entry;
  }

  async all() {
    const entries = await this.store.db.getAll("queue");
    return entries.sort((one, other) => one.seq - other.seq);
  }

  count() {
    return this.store.db.count("queue");
  }

  // With what was typed, where it can still be read.
  async read(entry) {
    return { ...entry, content: await this.store.unseal("queue", entry.sealed) };
  }

  // False where it has been answered meanwhile.
  async markStored(opId) {
    return this.#change([opId], { stored: true });
  }

  async markTried(opIds) {
    return this.#change(opIds, { tried: true });
  }

  // A press whose page died before it told anybody anything: the package may have left.
  async adoptAbandoned() {
    const old = (await this.all()).filter(
      (entry) => !entry.stored && Math.abs(Date.now() - entry.pressed_at) > ABANDONED,
    );
    if (old.length) await this.#change(old.map((entry) => entry.op_id), { stored: true });
  }

  // Only what can not have reached the server yet.
  async drop(opId) {
    const deed = this.store.db.transaction(["queue", "photos"], "readwrite");
    const entry = await deed.objectStore("queue").get(opId);
    const mayGo = Boolean(entry) && !entry.tried;
    if (mayGo) {
      deed.objectStore("queue").delete(opId);
      deed.objectStore("photos").delete(opId);
    }
    await deed.done;
    return mayGo;
  }

  // Final answers: each leaves the queue, or comes back under a new id where the package left
  // though the server had refused it; both in the transaction that keeps what must be seen.
  async settle(results) {
    const sealed = new Map();
    for (const result of results) sealed.set(result.op_id, await this.store.seal("queue", result));
    const deed = this.store.db.transaction(["queue", "tray", "photos"], "readwrite");
    const queue = deed.objectStore("queue");
    const tray = deed.objectStore("tray");
    const photos = deed.objectStore("photos");
    const settled = [];
    for (const result of results) {
      const entry = await queue.get(result.op_id);
      if (!entry) continue;
      queue.delete(result.op_id);
      const photo = await photos.get(result.op_id);
      if (photo) photos.delete(result.op_id);
      if (mustBeToldAgain(entry, result)) {
        const op_id = crypto.randomUUID();
        queue.put({ ...entry, op_id, tried: false, told_again: true });
        if (photo) photos.put({ ...photo, op_id });
        continue;
      }
      if (photo && hasLeft(result)) photos.put({ ...photo, is_due: true, content: entry.sealed });
      if (!isDone(result) && entry.stored) {
        const { op_id, event } = entry;
        tray.put({ op_id, event, sealed: sealed.get(op_id), content: entry.sealed });
      }
      settled.push({ ...result, stored: entry.stored });
    }
    await deed.done;
    return settled;
  }

  // The server's last word on a photo: taken, or gone from here and told in the tray.
  async settlePhoto({ op_id, event, content = null }, { status, message }) {
    const isKept = isDone({ status });
    const sealed = isKept ? null : await this.store.seal("queue", { is_photo: true, message });
    const deed = this.store.db.transaction(["photos", "tray"], "readwrite");
    deed.objectStore("photos").delete(op_id);
    // The operation itself may stand there under its own id.
    if (!isKept) deed.objectStore("tray").put({ op_id: `foto-${op_id}`, event, sealed, content });
    await deed.done;
  }

  async tray() {
    const kept = await this.store.db.getAll("tray");
    const read = kept.map(async ({ op_id, sealed, content }) => ({
      op_id,
      result: await this.store.unseal("queue", sealed),
      content: await this.store.unseal("queue", content),
    }));
    return Promise.all(read);
  }

  seen(opId) {
    return this.store.db.delete("tray", opId);
  }

  async #change(opIds, facts) {
    const deed = this.store.db.transaction("queue", "readwrite");
    let changed = 0;
    for (const opId of opIds) {
      const entry = await deed.store.get(opId);
      if (!entry) continue;
      deed.store.put({ ...entry, ...facts });
      changed += 1;
    }
    await deed.done;
    return changed === opIds.length;
  }
}

// The first attempt said that the server was in reach, and its refusal was never seen: told as
// what it is now, a package that left out of reach, the server keeps it for the head.
function mustBeToldAgain(entry, result) {
  return entry.stored && !entry.told_again && isHeld(result);
}

function isHeld({ status, reason }) {
  return status === "already_handed_over" || (status === "refused" && LEFT_ANYWAY.has(reason));
}

// The server keeps a photo of a conflict too.
function hasLeft(result) {
  return isDone(result) || result.status === "conflict";
}

export function isDone({ status }) {
  return status === "ok" || status === "already_recorded";
}
