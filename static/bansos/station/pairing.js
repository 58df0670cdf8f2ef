// The token this device was paired with, read without opening the desk; null where there is none.
const NAME = "bansos-meja";

export async function pairedToken() {
  try {
    const db = await openExisting();
    if (!db) return null;
    try {
      const deed = db.transaction(["facts", "keys"]);
      const [pairing, key] = await Promise.all([
        settled(deed.objectStore("facts").get("pairing")),
        settled(deed.objectStore("keys").get("queue")),
      ]);
      if (pairing?.state !== "on" || !key) return null;
      const { iv, data } = pairing.token;
      const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);
      return JSON.parse(new TextDecoder().decode(bytes));
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

// Opening makes a database where there is none; the desk is to make its own.
function openExisting() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME);
    let is_new = false;
    request.onupgradeneeded = () => {
      is_new = true;
      request.transaction.abort();
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => (is_new ? done(null) : failed(request.error));
  });
}

function settled(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
