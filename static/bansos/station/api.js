// The server, as a device may reach it: or not, or through something that pretends to be it.
const OPERATIONS = "/api/stations/operations";
const PACK = "/api/stations/pack";
const PHOTOS = "/api/stations/photos";
const PATIENCE = 20_000;

// Each answer is one of: {kind: "ok", body, askedAt}, {kind: "same"}, {kind: "turned", status,
// code, message}, {kind: "busy"}, {kind: "none"}. "none" is everything that is not our server.
export class Api {
  constructor(clock) {
    this.clock = clock;
  }

  send(token, operations) {
    return this.#ask(OPERATIONS, token, isResults(operations), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ operations }),
    });
  }

  pack(token, since, tag) {
    const headers = tag ? { "If-None-Match": tag } : {};
    const path = since ? `${PACK}?since=${encodeURIComponent(since)}` : PACK;
    return this.#ask(path, token, isPack, { headers });
  }

  photo(token, opId, blob) {
    const form = new FormData();
    form.append("op_id", opId);
    form.append("consent", "1");
    form.append("photo", blob, "foto.jpg");
    return this.#ask(PHOTOS, token, isPhotoOf(opId), { method: "POST", body: form });
  }

  async #ask(path, token, isOurs, how) {
    const askedAt = Date.now();
    const asked = performance.now();
    try {
      const response = await fetch(path, {
        ...how,
        headers: { ...how.headers, Authorization: `Bearer ${token}` },
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.status === 304) return { kind: "same" };
      // A captive portal answers 200 too, with a page of its own.
      const type = response.headers.get("Content-Type") ?? "";
      if (!type.startsWith("application/json")) {
        return { kind: response.status >= 500 ? "busy" : "none" };
      }
      const body = await response.json();
      if (response.ok && isOurs(body)) {
        this.clock.learn(body.server_time, askedAt, Date.now());
        return { kind: "ok", body, asked, tag: response.headers.get("ETag") };
      }
      return refused(response.status, body);
    } catch {
      return { kind: "none" };
    }
  }
}

function refused(status, body) {
  if (status >= 500) return { kind: "busy" };
  const isOurs = status >= 400 && isText(body?.code) && isText(body?.message);
  return isOurs ? { kind: "turned", status, code: body.code, message: body.message } : { kind: "none" };
}

function isResults(operations) {
  return (body) =>
    Array.isArray(body?.results) &&
    body.results.length === operations.length &&
    body.results.every((each, n) => each?.op_id === operations[n].op_id && isText(each.status));
}

function isPack(body) {
  return isText(body?.salt) && isText(body.cursor) && Array.isArray(body.entitlements);
}

function isPhotoOf(opId) {
  return (body) => body?.op_id === opId && isText(body.status) && isText(body.message);
}

function isText(value) {
  return typeof value === "string";
}
