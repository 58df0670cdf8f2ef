// Reads QR codes out of pictures: by the browser where it can, else by zxing-wasm, fetched when first needed.
const LONGEST_SIDE = 960;
const OPTIONS = {
  formats: ["QRCode"],
  maxNumberOfSymbols: 1,
  tryDownscale: true,
  tryInvert: false,
  textMode: "Plain",
};

export async function makeDecoder(wasmUrl) {
  const built_in = await builtIn();
  if (!built_in) return byWasm(wasmUrl);
  let current = built_in;
  const decoder = {
    name: built_in.name,
    async read(source) {
      try {
        return await current.read(source);
      } catch (error) {
        // A phone without its maker's services has the detector and nothing behind it.
        if (current !== built_in || error.name === "InvalidStateError") throw error;
        current = await byWasm(wasmUrl);
        decoder.name = current.name;
        return current.read(source);
      }
    },
  };
  return decoder;
}

async function builtIn() {
  try {
    const formats = await globalThis.BarcodeDetector.getSupportedFormats();
    if (!formats.includes("qr_code")) return null;
    const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
    return {
      name: "BarcodeDetector",
      read: async (source) => (await detector.detect(source))[0]?.rawValue ?? "",
    };
  } catch {
    return null;
  }
}

let loaded = null;

async function load(wasmUrl) {
  const zxing = await import("../../vendor/zxing-wasm/es/reader/index.js");
  // Without this it would be fetched from somebody else's server.
  const overrides = { locateFile: () => wasmUrl };
  await zxing.prepareZXingModule({ overrides, fireImmediately: true });
  return zxing;
}

async function byWasm(wasmUrl) {
  // Once for all scanners; what failed may be tried again.
  loaded ??= load(wasmUrl).catch((error) => {
    loaded = null;
    throw error;
  });
  const zxing = await loaded;
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    name: "zxing-wasm",
    async read(source) {
      const width = source.videoWidth || source.width;
      const height = source.videoHeight || source.height;
      if (!width || !height) return "";
      const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
      const size = [Math.round(width * scale), Math.round(height * scale)];
      if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
      context.drawImage(source, 0, 0, ...size);
      const found = await zxing.readBarcodes(context.getImageData(0, 0, ...size), OPTIONS);
      return found[0]?.text ?? "";
    },
  };
}
