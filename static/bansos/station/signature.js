// A signature drawn by finger, pen or mouse, given as a PNG small enough for the server.
import SignaturePad from "../../vendor/signature_pad/signature_pad.min.js";

const MOST_SIGNS = 16000;
const WIDEST = 640;
const SMALLEST = 80;
const MARGIN = 8;

export function signaturePad(canvas) {
  const pad = new SignaturePad(canvas, { penColor: "#1c2b2d", minWidth: 0.8, maxWidth: 2.4 });
  // The page must not scroll away under the pen.
  canvas.style.touchAction = "none";
  new ResizeObserver(() => fit(canvas, pad)).observe(canvas);
  fit(canvas, pad);
  return {
    isEmpty: () => pad.isEmpty(),
    clear: () => pad.clear(),
    image: () => (pad.isEmpty() ? "" : smallEnough(canvas, pad)),
  };
}

// A canvas has its own dots; turning the phone must not lose what was drawn.
function fit(canvas, pad) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(canvas.clientHeight * ratio);
  if (!width || !height || (canvas.width === width && canvas.height === height)) return;
  const drawn = pad.toData();
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  pad.fromData(drawn);
}

function smallEnough(canvas, pad) {
  const box = inked(canvas, pad);
  for (let width = Math.min(WIDEST, box.width); ; width *= 0.8) {
    const image = paint(canvas, box, width / box.width);
    if (image.length - image.indexOf(",") - 1 <= MOST_SIGNS || width < SMALLEST) return image;
  }
}

// Where there is ink, in the canvas's own dots.
function inked(canvas, pad) {
  const ratio = canvas.width / canvas.clientWidth;
  const points = pad.toData().flatMap((stroke) => stroke.points);
  const xs = points.map((point) => point.x * ratio);
  const ys = points.map((point) => point.y * ratio);
  const left = Math.max(0, Math.min(...xs) - MARGIN * ratio);
  const top = Math.max(0, Math.min(...ys) - MARGIN * ratio);
  return {
    left,
    top,
    width: Math.max(1, Math.min(canvas.width, Math.max(...xs) + MARGIN * ratio) - left),
    height: Math.max(1, Math.min(canvas.height, Math.max(...ys) + MARGIN * ratio) - top),
  };
}

function paint(canvas, box, scale) {
  const copy = document.createElement("canvas");
  copy.width = Math.max(1, Math.round(box.width * scale));
  copy.height = Math.max(1, Math.round(box.height * scale));
  const context = copy.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, box.left, box.top, box.width, box.height, 0, 0, copy.width, copy.height);
  return copy.toDataURL("image/png");
}
