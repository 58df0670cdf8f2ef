// Keeps the shell of the desk, and nothing else: no page with names, no answer of the server.
//
// `SHELL` stands above this when it is served: the version, the page, its files, and which folder
// is kept only once it was needed.
const CACHE = `bansos-meja-${SHELL.version}`;
const KEPT = new Set([SHELL.page, ...SHELL.files]);
const LOOSELY = { ignoreVary: true, ignoreSearch: true };

self.addEventListener("install", (event) => {
  const fetched = [...KEPT].map((path) => new Request(path, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fetched)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith("bansos-meja-") && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (KEPT.has(pathname)) event.respondWith(fromCache(event.request));
  else if (pathname.startsWith(SHELL.lazy)) event.respondWith(onceFetched(event.request));
});

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, LOOSELY)) ?? fetch(request);
}

async function onceFetched(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, LOOSELY);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}
