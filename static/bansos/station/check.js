// The page that lets a device look at itself before the day. Records nothing about anybody.
import { checkScan, checkSend, checkStore } from "./checks.js";
import { pairedToken } from "./pairing.js";
import { signal } from "./signals.js";
import { listenForWedge } from "./wedge.js";

const MARKS = {
  waiting: ["mark", "Belum diperiksa"],
  busy: ["mark", "Memeriksa…"],
  ready: ["mark mark-good", "Siap"],
  attention: ["mark mark-bad", "Perlu dilihat"],
  skipped: ["mark", "Tidak dipakai"],
};
const page = document.getElementById("check");
const row = (name) => page.querySelector(`[data-check="${name}"]`);
const states = new Map([...page.querySelectorAll("[data-check]")].map((each) => [each.dataset.check, "waiting"]));
let scanner = null;

function show(name, state, words = null) {
  states.set(name, state);
  const mark = row(name).querySelector("[data-mark]");
  [mark.className, mark.textContent] = MARKS[state];
  if (words !== null) row(name).querySelector("[data-words]").textContent = words;
  sumUp();
}

function sumUp() {
  const all = [...states.values()];
  const open = all.filter((state) => state === "waiting" || state === "busy").length;
  const wrong = all.filter((state) => state === "attention").length;
  const box = page.querySelector("[data-sum]");
  const is_ready = open === 0 && wrong === 0;
  box.className = `notice ${is_ready ? "notice-good" : wrong ? "notice-bad" : "notice-info"}`;
  const seen = `${all.length - open} dari ${all.length} sudah diperiksa`;
  if (open) box.textContent = wrong ? `${seen}, ${wrong} perlu dilihat.` : `${seen}.`;
  else if (wrong) box.textContent = `${wrong} hal perlu dilihat sebelum hari penyerahan.`;
  else box.textContent = "Perangkat ini siap.";
  if (!open) report(is_ready);
}

async function report(is_ready) {
  const token = await pairedToken();
  if (!token) return;
  const told = page.querySelector("[data-told]");
  try {
    const response = await fetch(page.dataset.checks, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      credentials: "omit",
      body: JSON.stringify({ is_ready }),
    });
    if (!response.ok) throw new Error("turned away");
    told.textContent = `Hasil ini tercatat untuk ${(await response.json()).station}.`;
  } catch {
    told.textContent = "Hasil ini belum tercatat di server.";
  }
  told.hidden = false;
}

async function run(name, check) {
  show(name, "busy");
  const { is_ready, words, ...more } = await check();
  show(name, is_ready ? "ready" : "attention", words);
  return more;
}

async function scan() {
  const video = row("scan").querySelector("video");
  const { wasm: wasmUrl, test: testUrl } = page.dataset;
  stopScan();
  video.hidden = false;
  const onText = () => {
    // What it said is nobody's business here.
    signal("ok");
    show("scan", "ready", "Kupon terbaca. Kamera dan pembaca QR bekerja.");
    stopScan();
  };
  const opened = await run("scan", () => checkScan(video, onText, { wasmUrl, testUrl }));
  scanner = opened.scanner ?? null;
  video.hidden = !scanner;
  row("scan").querySelector('[data-press="stop"]').hidden = !scanner;
}

function stopScan() {
  scanner?.stop();
  scanner = null;
  row("scan").querySelector("video").hidden = true;
  row("scan").querySelector('[data-press="stop"]').hidden = true;
}

function ask(name) {
  row(name).querySelector("[data-question]").hidden = false;
}

const PRESSES = {
  scan,
  stop: stopScan,
  store: () => run("store", checkStore),
  send: () => run("send", () => checkSend(page.dataset.server)),
  print() {
    window.print();
    ask("print");
  },
  sound() {
    signal("ok");
    ask("sound");
  },
};
const ANSWERS = {
  "print-yes": ["print", "ready", "Halaman uji tercetak."],
  "print-no": ["print", "attention", "Periksa kertas, kabel, dan pilihan pencetak, lalu cetak lagi."],
  "print-skip": ["print", "skipped", "Cetak dari perangkat lain."],
  "sound-yes": ["sound", "ready", "Bunyi terdengar."],
  "sound-no": ["sound", "attention", "Naikkan volume dan matikan mode senyap. Layar tetap memberi tahu dengan kata."],
};

page.addEventListener("click", (event) => {
  const { press, answer } = event.target.closest("button")?.dataset ?? {};
  if (press) PRESSES[press]();
  if (answer) {
    show(...ANSWERS[answer]);
    event.target.closest("[data-question]")?.setAttribute("hidden", "");
  }
});
listenForWedge(document, () => {
  stopScan();
  show("scan", "ready", "Kode terbaca dengan pemindai USB.");
});
window.addEventListener("pagehide", stopScan);

page.hidden = false;
PRESSES.store();
PRESSES.send();
