// Coupon codes as bansos/handovers/codes.py reads them, and the hash by which the list knows them.
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_SIGNS = `${SIGNS}*~$=U`;
const RANDOM_SIGNS = 12;
const IN_BETWEEN = /[\s\-‐‑–—._]+/g;
const OLD = /^[2-9A-HJKMNP-Z]{6}$/;
const LOOK_ALIKES = { I: "1", L: "1", O: "0" };

// The code that somebody typed or a camera read, however it was written; null if it is none.
export function readCode(text) {
  const said = text
    .replace(IN_BETWEEN, "")
    .toUpperCase()
    .replace(/[ILO]/g, (sign) => LOOK_ALIKES[sign]);
  if (OLD.test(said)) return said;
  if (said.length !== RANDOM_SIGNS + 1) return null;
  const body = said.slice(0, RANDOM_SIGNS);
  if ([...body].some((sign) => !SIGNS.includes(sign))) return null;
  return checkSign(body) === said[RANDOM_SIGNS] ? said : null;
}

// What stands in the square of a page of the list on paper, as bansos/handovers/paper.py writes it.
export function isPaperPage(text) {
  return /^kertas:/i.test(text.trim());
}

function checkSign(body) {
  let rest = 0;
  for (const sign of body) rest = (rest * SIGNS.length + SIGNS.indexOf(sign)) % 37;
  return CHECK_SIGNS[rest];
}

export async function codeHash(salt, code) {
  const bytes = new TextEncoder().encode(salt + code);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
