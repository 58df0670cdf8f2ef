// What a device can do, each asked of the device itself. Answers are {is_ready, words}; nothing is thrown.
import { makeDecoder } from "./decoder.js";
import { openScanner } from "./scanner.js";

const TRIAL = "bansos-periksa";
const TEST_TEXT = "BANSOS-PERIKSA";
const ENOUGH_SPACE = 50 * 1024 * 1024;
const SLOW = 3000;
const PATIENCE = 15_000;
const CLOCK_OFF = 60_000;

const ready = (words) => ({ is_ready: true, words });
const attention = (words) => ({ is_ready: false, words });

// The camera stays on until the scanner is stopped, so that a coupon can be tried too.
export async function checkScan(video, onText, { wasmUrl, testUrl }) {
  try {
    const scanner = await openScanner(video, onText, { wasmUrl });
    const decoder = await makeDecoder(wasmUrl);
    const text = await decoder.read(await testPicture(testUrl));
    if (text === TEST_TEXT) {
      return { ...ready(`Kamera menyala, pembaca QR bekerja (${decoder.name}).`), scanner };
    }
    scanner.stop();
    return attention("Pembaca QR tidak mengenali kode uji. Perbarui peramban, atau ketik kodenya.");
  } catch (error) {
    return attention(error.code ? error.message : "Pembaca QR tidak berjalan. Perbarui peramban.");
  }
}

async function testPicture(url) {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas;
}

export async function checkStore() {
  try {
    const written = crypto.getRandomValues(new Uint8Array(64 * 1024));
    const read = await writeAndRead(written);
    if (written.some((byte, place) => byte !== read[place])) throw new Error("changed");
  } catch {
    return attention("Tidak dapat menyimpan. Jangan pakai jendela penyamaran; kosongkan memori perangkat.");
  }
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  if (quota && quota - usage < ENOUGH_SPACE) {
    return attention("Ruang simpan hampir habis. Hapus berkas yang tidak perlu.");
  }
  const space = quota ? ` Ruang tersisa ${megabytes(quota - usage)}.` : "";
  const is_lasting = await navigator.storage?.persist?.().catch(() => false);
  const lasting = is_lasting ? "" : " Agar tidak terhapus sendiri, pasang Bansos sebagai aplikasi.";
  return ready(`Tulis dan baca berhasil.${space}${lasting}`);
}

function megabytes(bytes) {
  const size = Math.round(bytes / 1024 / 1024);
  return size > 10_000 ? "lebih dari 10 GB" : `${size.toLocaleString("id-ID")} MB`;
}

async function writeAndRead(bytes) {
  const request = indexedDB.open(TRIAL, 1);
  request.onupgradeneeded = () => request.result.createObjectStore("trial");
  const db = await settled(request);
  try {
    const written = db.transaction("trial", "readwrite", { durability: "strict" });
    written.objectStore("trial").put(bytes, 1);
    await new Promise((done, failed) => {
      written.oncomplete = done;
      written.onabort = written.onerror = () => failed(written.error);
    });
    return await settled(db.transaction("trial").objectStore("trial").get(1));
  } finally {
    db.close();
    indexedDB.deleteDatabase(TRIAL);
  }
}

function settled(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = request.onblocked = () => failed(request.error);
  });
}

export async function checkSend(serverUrl) {
  const from = Date.now();
  let response;
  try {
    response = await fetch(serverUrl, {
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    // The page of a hotspot answers too, and is not ours.
    if (!(await response.json()).openapi) throw new Error("not ours");
  } catch {
    return attention("Server tidak terjangkau. Periksa jaringan. Luring tetap dapat menyerahkan, asal daftar sudah terunduh.");
  }
  const took = Date.now() - from;
  const told = Date.parse(response.headers.get("Date"));
  const off = Number.isNaN(told) ? 0 : from + took / 2 - told;
  if (Math.abs(off) > CLOCK_OFF) {
    const way = off > 0 ? "lebih cepat" : "lebih lambat";
    return attention(`Jam perangkat ${minutes(off)} menit ${way} dari server. Setel jam ke otomatis.`);
  }
  if (took > SLOW) return attention(`Server menjawab dalam ${(took / 1000).toFixed(0)} detik. Jaringan lambat.`);
  return ready(`Server menjawab dalam ${took} ms, jam perangkat tepat.`);
}

function minutes(milliseconds) {
  return Math.max(1, Math.round(Math.abs(milliseconds) / 60_000)).toLocaleString("id-ID");
}
