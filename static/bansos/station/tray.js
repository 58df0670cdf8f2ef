// What the server did not take as it was, until somebody has looked at it.
import { byId, made, mark, say, show } from "./dom.js";
import { photoLost, trayed } from "./outcomes.js";

export async function showTray({ queue, keeper, onSeen }) {
  const kept = await queue.tray();
  show("tray", kept.length > 0);
  say("tray-title", `Perlu dilihat (${kept.length})`);
  byId("tray-list").replaceChildren(...kept.map((each) => item(each, keeper.list, onSeen)));
}

function saidOf(result) {
  if (!result) return { title: "Tidak terbaca", tone: "bad", text: "", advice: "" };
  return result.is_photo ? photoLost(result.message) : trayed(result);
}

function item({ op_id, result, content }, list, onSeen) {
  const said = saidOf(result);
  const row = list?.get(content?.entitlement ?? result?.entitlement);
  const who = row ? `No. ${row.number ?? "–"} · ${row.name}` : "";
  const shown = made("t-tray", { title: said.title, who, text: said.text, advice: said.advice });
  mark(shown.querySelector(".mark"), said.tone, said.title);
  shown.querySelector("button").addEventListener("click", () => onSeen(op_id));
  return shown;
}
