// A signature drawn by finger, pen or mouse, given as a PNG small enough for the server.
import SignaturePad from "../../vendor/signature_pad/signature_pad.min.js";

const MOST_SIGNS = 16000;
const WIDEST = 640;
const SMALLEST = 80;
const MARGIN = 8;
const GREY_STEP = 85;

export function signaturePad(canvas) {
  const pad = new SignaturePad(canvas, { penColor: "#1c2b2d", minWidth: 0.8, maxWidth: 2.4 });
  // Dots of the canvas to one of the page, as it was when it was last seen: it may be folded away.
  let ratio = 1;
  const fitted = () => {
    ratio = fit(canvas, pad) ?? ratio;
  };
  // The page must not scroll away under the pen.
  canvas.style.touchAction = "none";
  new ResizeObserver(fitted).observe(canvas);
  fitted();
  return {
    isEmpty: () => pad.isEmpty(),
    clear: () => pad.clear(),
    image: () => (pad.isEmpty() ? "" : smallEnough(canvas, inked(canvas, pad, ratio))),
  };
}

// A canvas has its own dots; turning the phone must not lose what was drawn.
function fit(canvas, pad) {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  const shown = [canvas.clientWidth, canvas.clientHeight];
  const [width, height] = shown.map((side) => Math.round(side * ratio));
  if (!width || !height) return null;
  if (canvas.width === width && canvas.height === height && canvas.dataset.ratio === String(ratio)) {
    return ratio;
  }
  const drawn = pad.toData();
  canvas.width = width;
  canvas.height = height;
  canvas.dataset.ratio = ratio;
  // Without a size of the page's own it would grow with its dots, and again with each look at it.
  if (canvas.clientWidth !== shown[0] || canvas.clientHeight !== shown[1]) {
    [canvas.style.width, canvas.style.height] = shown.map((side) => `${side}px`);
  }
  canvas.getContext("2d").scale(ratio, ratio);
  pad.clear();
  pad.fromData(drawn);
  return ratio;
}

function smallEnough(canvas, box) {
  for (let width = Math.min(WIDEST, box.width); ; width *= 0.8) {
    const image = paint(canvas, box, width / box.width);
    if (image.length - image.indexOf(",") - 1 <= MOST_SIGNS || width < SMALLEST) return image;
  }
}

// Where there is ink, in the canvas's own dots.
function inked(canvas, pad, ratio) {
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
  const context = copy.getContext("2d", { alpha: false, willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, box.left, box.top, box.width, box.height, 0, 0, copy.width, copy.height);
  fewerGreys(context, copy);
  return copy.toDataURL("image/png");
}

// Ink needs few greys, and few greys take a third of the room: that leaves more dots for the line.
function fewerGreys(context, { width, height }) {
  const picture = context.getImageData(0, 0, width, height);
  const { data } = picture;
  for (let at = 0; at < data.length; at += 4) {
    const grey = Math.round((data[at] + data[at + 1] + data[at + 2]) / 3 / GREY_STEP) * GREY_STEP;
    data[at] = data[at + 1] = data[at + 2] = grey;
  }
  context.putImageData(picture, 0, 0);
}
