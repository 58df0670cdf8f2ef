// Watches the camera for QR codes. What is wrong is thrown as an Error with a code and words for the screen.
import { makeDecoder } from "./decoder.js";

const GONE_AFTER = 2000;
const WITHOUT_FRAMES = 80;
const CAMERA = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
};
const TROUBLE = {
  NotAllowedError: ["denied", "Izin kamera ditolak. Izinkan kamera di setelan peramban, lalu muat ulang."],
  NotFoundError: ["no_camera", "Perangkat ini tidak punya kamera. Ketik kodenya atau pakai pemindai USB."],
  NotReadableError: ["busy", "Kamera sedang dipakai aplikasi lain. Tutup aplikasi itu, lalu coba lagi."],
};

// A coupon left before the camera is told once: again only after it was out of sight for two seconds.
export async function openScanner(video, onText, { wasmUrl, onError = () => {} } = {}) {
  const stream = await openCamera();
  let is_stopped = false;
  const stop = () => {
    is_stopped = true;
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    video.muted = video.playsInline = true;
    video.srcObject = stream;
    const [decoder] = await Promise.all([loadDecoder(wasmUrl), video.play()]);
    stream.getVideoTracks()[0].addEventListener("ended", () => {
      if (!is_stopped) onError(trouble("lost", "Kamera terputus. Nyalakan lagi pemindaian."));
    });
    watch(video, decoder, onText, onError, () => is_stopped);
    return {
      stop,
      get decoder() {
        return decoder.name;
      },
    };
  } catch (error) {
    stop();
    throw error.code ? error : trouble("no_picture", "Gambar kamera tidak dapat ditampilkan. Coba lagi.");
  }
}

async function openCamera() {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw trouble("insecure", "Kamera hanya dapat dipakai lewat alamat https. Ketik kodenya.");
  }
  try {
    return await navigator.mediaDevices.getUserMedia(CAMERA);
  } catch (error) {
    throw trouble(...(TROUBLE[error.name] ?? ["no_camera", "Kamera tidak dapat dibuka. Ketik kodenya."]));
  }
}

async function loadDecoder(wasmUrl) {
  try {
    return await makeDecoder(wasmUrl);
  } catch {
    throw trouble("no_decoder", "Pembaca QR belum terunduh. Sambungkan ke jaringan sekali, lalu coba lagi.");
  }
}

function watch(video, decoder, onText, onError, isStopped) {
  const seen = new Map();
  let is_broken = false;
  const look = async () => {
    if (isStopped()) return;
    try {
      const text = video.readyState >= 2 ? await decoder.read(video) : "";
      if (text && !isStopped()) tell(text, seen, onText);
      is_broken = false;
    } catch {
      if (!is_broken) onError(trouble("unreadable", "Pembacaan QR terganggu. Ketik kodenya bila berlanjut."));
      is_broken = true;
    }
    next(video, look);
  };
  next(video, look);
}

function tell(text, seen, onText) {
  const now = performance.now();
  for (const [other, at] of seen) if (now - at >= GONE_AFTER) seen.delete(other);
  const is_new = !seen.has(text);
  seen.set(text, now);
  if (is_new) onText(text);
}

function next(video, look) {
  // One look for each frame, where the browser tells of frames.
  if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(look);
  else setTimeout(look, WITHOUT_FRAMES);
}

function trouble(code, message) {
  return Object.assign(new Error(message), { code });
}
