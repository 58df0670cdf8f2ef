// On the list of paper pages: what stands in a page's square is read by the camera and sent as if typed.
import { openScanner } from "./station/scanner.js";

const form = document.getElementById("find-page");
const field = form.elements.page;
const video = form.querySelector("video");
const button = form.querySelector("[data-scan]");
const says = form.querySelector("[data-says]");
let is_on = false;
let scanner = null;

function turn(is_wanted, words = "") {
  is_on = is_wanted;
  if (!is_on) {
    scanner?.stop();
    scanner = null;
  }
  video.hidden = !is_on;
  button.setAttribute("aria-pressed", String(is_on));
  says.textContent = words;
}

function onText(text) {
  turn(false);
  field.value = text;
  form.requestSubmit();
}

function onError(error) {
  // What could not be read now may be read in the next moment.
  turn(error.code === "unreadable", error.message);
}

async function open() {
  turn(true, "Arahkan kamera ke kotak halaman.");
  try {
    const opened = await openScanner(video, onText, { wasmUrl: form.dataset.wasm, onError });
    // Pressed again, or read already, while the camera was opening.
    if (is_on) scanner = opened;
    else opened.stop();
  } catch (error) {
    onError(error);
  }
}

async function hasCamera() {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return Boolean(devices?.some((device) => device.kind === "videoinput"));
}

button.addEventListener("click", () => (is_on ? turn(false) : open()));
window.addEventListener("pagehide", () => turn(false));
button.hidden = !(await hasCamera());
