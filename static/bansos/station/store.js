// What a device keeps: encrypted, under keys that no script can read out.
//
// Two keys. The list key goes when the officer signs out, the device is sent away or the event
// ends, and the names with it. The queue key stays as long as anything waits to be sent.
import { openDB } from "../../vendor/idb/index.js";

export const NAME = "bansos-meja";

export async function openStore() {
  const db = await openDB(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("keys");
      fresh.createObjectStore("facts");
      for (const name of ["queue", "tray", "photos"]) {
        fresh.createObjectStore(name, { keyPath: "op_id" });
      }
    },
    blocking: () => db.close(),
  });
  return new Store(db);
}

export class Store {
  constructor(db) {
    this.db = db;
  }

  fact(name) {
    return this.db.get("facts", name);
  }

  keep(name, value) {
    return this.db.put("facts", value, name);
  }

  // Nothing is written any more once the officer has signed out, from whichever page.
  async keepWhilePaired(name, value) {
    const deed = this.db.transaction("facts", "readwrite");
    const pairing = await deed.store.get("pairing");
    const isPaired = pairing?.state === "on";
    if (isPaired) deed.store.put(value, name);
    await deed.done;
    return isPaired;
  }

  forget(name) {
    return this.db.delete("facts", name);
  }

  async seal(keyName, value) {
    const key = (await this.db.get("keys", keyName)) ?? (await this.#newKey(keyName));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value));
    return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
  }

  // Null where the key is gone: then nobody can read it any more.
  async unseal(keyName, sealed) {
    const bytes = await this.unsealBytes(keyName, sealed);
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  }

  async unsealBytes(keyName, sealed) {
    const key = await this.db.get("keys", keyName);
    if (!key || !sealed) return null;
    const { iv, data } = sealed;
    try {
      return await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);
    } catch {
      return null;
    }
  }

  // In one transaction, so that no crash leaves a list that the next key would have to read.
  async forgetList() {
    const deed = this.db.transaction(["keys", "facts"], "readwrite");
    deed.objectStore("keys").delete("list");
    for (const name of ["list", "team"]) deed.objectStore("facts").delete(name);
    await deed.done;
  }

  // The token goes too: it was kept to send with, and there is nothing to send.
  async forgetQueueKeyIfEmpty() {
    const names = ["keys", "facts", "queue", "tray", "photos"];
    const deed = this.db.transaction(names, "readwrite");
    const counts = await Promise.all(
      ["queue", "tray", "photos"].map((name) => deed.objectStore(name).count()),
    );
    if (counts.every((count) => count === 0)) {
      deed.objectStore("keys").delete("queue");
      deed.objectStore("facts").delete("pairing");
      deed.objectStore("facts").delete("earlier");
    }
    await deed.done;
  }

  async #newKey(name) {
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    // Another tab may have made one meanwhile; a transaction waits for no key.
    const deed = this.db.transaction("keys", "readwrite");
    const first = await deed.store.get(name);
    if (!first) deed.store.put(made, name);
    await deed.done;
    return first ?? made;
  }
}

export function isFull(error) {
  return error?.name === "QuotaExceededError" || error?.inner?.name === "QuotaExceededError";
}
