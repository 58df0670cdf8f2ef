// A photo drawn anew on the device: only its dots go on, not where, when or by which phone it was taken.
const LONGEST_SIDE = 1280;
const MOST_BYTES = 200 * 1024;
const QUALITIES = [0.82, 0.7, 0.58, 0.46];
const SMALLEST_SIDE = 320;

export async function readPhoto(file) {
  const picture = await open(file);
  try {
    let side = Math.min(LONGEST_SIDE, Math.max(picture.width, picture.height));
    for (; ; side *= 0.75) {
      const canvas = draw(picture, side);
      for (const quality of QUALITIES) {
        const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (!blob) throw new Error("Foto tidak dapat dikecilkan. Ambil foto lain.");
        if (blob.size <= MOST_BYTES || side < SMALLEST_SIDE) return blob;
      }
    }
  } finally {
    picture.close();
  }
}

async function open(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new Error("Berkas ini bukan foto yang dapat dibuka di sini. Ambil foto JPEG.");
  }
}

function draw(picture, side) {
  const scale = side / Math.max(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}
