// What signing out means for a device that is a desk: the names go, what is queued stays.
const NAME = "bansos-meja";
const WAITING = ["queue", "tray", "photos"];
const PATIENCE = 1000;

// The desk's database as it is; null where this device has never been a desk.
function openDesk() {
  return new Promise((resolve) => {
    const asked = indexedDB.open(NAME);
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = (event) => {
      event.preventDefault();
      resolve(null);
    };
    asked.onsuccess = () => resolve(asked.result);
  });
}

function answer(asked) {
  return new Promise((resolve) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(undefined);
  });
}

function countOf(deed) {
  return Promise.all(WAITING.map((name) => answer(deed.objectStore(name).count())));
}

async function leaveDesk() {
  const db = await openDesk();
  if (!db) return;
  const deed = db.transaction(["keys", "facts", ...WAITING], "readwrite");
  const [keys, facts] = [deed.objectStore("keys"), deed.objectStore("facts")];
  keys.delete("list");
  facts.delete("list");
  const pairing = await answer(facts.get("pairing"));
  if ((await countOf(deed)).some(Boolean)) {
    // The token stays, to send with; the desk hands nothing over any more.
    if (pairing) facts.put({ ...pairing, state: "left" }, "pairing");
  } else {
    keys.clear();
    facts.delete("pairing");
    facts.delete("earlier");
  }
  await new Promise((done) => (deed.oncomplete = deed.onabort = done));
  db.close();
  new BroadcastChannel(NAME).postMessage("left");
}

async function tellQueue(notice) {
  const db = await openDesk();
  if (!db) return;
  const [queued] = await countOf(db.transaction(WAITING));
  db.close();
  notice.firstElementChild.textContent = `${queued} penyerahan tersimpan di perangkat ini, belum terkirim.`;
  notice.hidden = queued === 0;
}

// For the device that is a desk of this event already.
async function offerDesk(link) {
  const db = await openDesk();
  if (!db) return;
  const pairing = await answer(db.transaction("facts").objectStore("facts").get("pairing"));
  db.close();
  link.hidden = pairing?.state !== "on" || String(pairing.event.id) !== link.dataset.deskOf;
}

const signOut = document.querySelector("form[data-sign-out]");
signOut?.addEventListener("submit", async (event) => {
  event.preventDefault();
  // Whatever happens to the network now, the names are gone from here.
  const inTime = new Promise((done) => setTimeout(done, PATIENCE));
  await Promise.race([leaveDesk().catch(() => {}), inTime]);
  signOut.submit();
});

const notice = document.getElementById("device-queue");
if (notice) tellQueue(notice).catch(() => {});

const link = document.querySelector("[data-desk-of]");
if (link) offerDesk(link).catch(() => {});
