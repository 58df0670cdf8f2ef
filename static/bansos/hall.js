// The screen in the hall asks for its numbers every three seconds. It asks with a token and without
// cookies, so that an answer costs the server one query; the page's session only renews the token.
const EVERY = 3000;
const PATIENCE = 8000;
const MISSED = 2;

const hall = document.getElementById("hall");
const trouble = document.getElementById("trouble");
const signedOut = document.getElementById("signed-out");
const full = document.getElementById("full");
let { token, tag } = hall.dataset;
let missed = 0;

const read = (text) => new DOMParser().parseFromString(text, "text/html");

function ask(address, options) {
  return fetch(address, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
}

async function renew() {
  const answer = await ask(location.href, { credentials: "same-origin" });
  const fresh = answer.ok && read(await answer.text()).getElementById("hall");
  if (fresh) {
    token = fresh.dataset.token;
  } else if (answer.redirected) {
    signedOut.hidden = false;
  }
  return Boolean(fresh);
}

async function refresh() {
  const headers = { Authorization: `Screen ${token}`, "If-None-Match": tag };
  const answer = await ask(hall.dataset.figures, { credentials: "omit", headers });
  if (answer.status === 304) return;
  if (answer.status === 401) {
    if (await renew()) signedOut.hidden = true;
    return;
  }
  // The portal of a network may answer in our name: only what is our fragment is shown.
  const fresh = answer.ok && read(await answer.text()).getElementById("figures");
  if (!fresh) throw new Error(`No figures, but ${answer.status}`);
  document.getElementById("figures").replaceWith(document.adoptNode(fresh));
  tag = answer.headers.get("ETag");
}

async function go() {
  try {
    await refresh();
    missed = 0;
  } catch {
    missed += 1;
  }
  trouble.hidden = missed < MISSED;
  setTimeout(go, EVERY);
}

// A projector that falls asleep in the middle of a speech helps nobody.
async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Not allowed now; asked again when the page is looked at again.
  }
}

if (document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener("click", () => document.documentElement.requestFullscreen());
}
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) stayAwake();
});
stayAwake();
setTimeout(go, EVERY);
