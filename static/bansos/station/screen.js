// The head and the foot of the page, and what is said after each deed.
import { byId, mark, say, show } from "./dom.js";
import { STOPPED, hour } from "./outcomes.js";

const NO_ID = "00000000-0000-0000-0000-000000000000";
const OLD = 15 * 60_000;

export function showHead({ pairing, isUp, queued, keeper, clock }) {
  const { event, station } = pairing;
  say("station", station.name);
  say("event", `${event.name} · ${event.venue}`);
  show("rehearsal", event.is_rehearsal);
  show("network");
  mark(byId("network"), isUp && !queued ? "good" : "wait", networkWords(isUp, queued, pairing));
  say("age", keeper.list ? listWords(keeper, event.time_zone, clock) : "");
}

function networkWords(isUp, queued, { state }) {
  if (queued && state === "turned") return `${queued} tersimpan, belum terkirim`;
  if (isUp) return queued ? `Daring, ${queued} sedang dikirim` : "Daring";
  return queued ? `Luring, ${queued} tersimpan, akan dikirim sendiri` : "Luring, tetap dapat menyerahkan";
}

function listWords({ list, fetchedAt }, zone, clock) {
  const at = hour(fetchedAt + clock.offset, zone, clock.now());
  const isOld = Date.now() - fetchedAt > OLD;
  return `daftar ${at} · ${list.rows.size} nama${isOld ? " · lama" : ""}`;
}

export function showFoot({ keeper, queued }) {
  show("foot", Boolean(keeper.list) || queued > 0);
  const { handed, total } = keeper.list?.counts() ?? {};
  say("progress", keeper.list ? `${handed} dari ${total} diserahkan` : "");
  say("send", queued ? `Kirim sekarang (${queued})` : "Segarkan daftar");
}

// Why nothing can be handed over here, or null where it can.
export function showStopped(reason, { queued = 0, eventId = null } = {}) {
  show("starting", false);
  show("stopped", Boolean(reason));
  show("work", !reason);
  if (!reason) return;
  const { title, text } = STOPPED[reason] ?? STOPPED.token_unknown;
  const changed = byId("stopped-title").textContent !== title;
  say("stopped-title", title);
  say("stopped-text", text);
  show("stopped-queue", queued > 0);
  say("stopped-queue", queueWords(reason, queued));
  const link = byId("stopped-link");
  link.hidden = ["no_store", "insecure", "no_list", "event_closed", "event_ended"].includes(reason);
  if (eventId) {
    link.href = document.body.dataset.pair.replace("/0/", `/${eventId}/`);
    link.textContent = "Pasangkan lagi";
  }
  if (changed) byId("stopped-title").focus();
}

function queueWords(reason, queued) {
  if (reason === "left") return `Keluar: ${queued} tersimpan tetap dikirim.`;
  if (reason === "event_closed") return `${queued} tersimpan tetap dikirim.`;
  return `${queued} tersimpan di perangkat ini, belum terkirim. Jangan hapus data peramban.`;
}

// A loud band in place of the card: words, colour, and the sound that goes with them.
export function showOutcome(said, row, deed) {
  const box = byId("outcome");
  box.className = `outcome notice notice-${said.tone}`;
  box.hidden = false;
  say("outcome-title", said.title);
  say("outcome-who", row ? `${row.number ? `No. ${row.number} · ` : ""}${row.name}` : "");
  say("outcome-text", said.text);
  say("outcome-advice", said.advice);
  show("undo", Boolean(deed?.mayUndo));
  show("void", Boolean(deed?.toVoid));
  if (deed?.toVoid) byId("void").href = document.body.dataset.void.replace(NO_ID, deed.toVoid);
}

export function hideOutcome() {
  show("outcome", false);
  for (const id of ["outcome-who", "outcome-text"]) say(id, "");
}
