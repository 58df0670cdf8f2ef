// Lets the service worker keep the shell, and takes a new one only when nothing is typed yet.
export async function keepShell(worker, wasm) {
  if (!("serviceWorker" in navigator)) return;
  try {
    const known = await navigator.serviceWorker.register(worker, { scope: "/stasiun/" });
    if (known.waiting && navigator.serviceWorker.controller) {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      known.waiting.postMessage("take over");
    }
    // Without a reader of its own, the browser needs ours before the network goes.
    if (wasm && !("BarcodeDetector" in window)) await fetch(wasm, { priority: "low" });
  } catch {
    // The desk works without it, as long as the page stays open.
  }
}
