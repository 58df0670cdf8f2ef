// Lets the service worker keep the shell. A newer one waits until no desk is open on this device,
// so that no program changes under an officer's hands.
export async function keepShell(worker, wasm) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(worker, { scope: "/stasiun/" });
    // Without a reader of its own, the browser needs ours before the network goes.
    if (wasm && !("BarcodeDetector" in window)) {
      await (await import(new URL("decoder.js", import.meta.url))).makeDecoder(wasm);
    }
  } catch {
    // The desk works without it, as long as the page stays open.
  }
}
