// What of the desk's state is to be seen, drawn anew after each change.
import { say, show } from "./dom.js";
import { hour, isLate } from "./outcomes.js";
import { showFoot, showHead, showStopped } from "./screen.js";
import { showTray } from "./tray.js";

export async function drawAll({ desk, onChosen, onSeen }) {
  const { pairing, keeper, queue, clock, sender, round } = desk;
  const queued = await queue.count();
  const why = stopped(desk);
  showStopped(why, { queued, eventId: pairing?.event.id });
  showLate(pairing?.event, clock);
  if (pairing) showHead({ pairing, keeper, clock, queued, isUp: sender.isUp });
  showFoot({ keeper, queued });
  await showTray({ queue, keeper, onSeen });
  round.show(why ? null : keeper.list, onChosen);
}

function showLate(event, clock) {
  const until = event && isLate(event) && hour(event.late_until, event.time_zone, clock.now());
  show("late", Boolean(until));
  say("late", until ? `Susulan: kegiatan sudah ditutup, paket masih diserahkan sampai ${until}.` : "");
}

// Why nothing can be handed over here now; null where it can.
function stopped({ pairing, closed, keeper }) {
  if (!pairing) return "unpaired";
  if (pairing.state === "left") return "left";
  if (pairing.state === "turned") return pairing.turned.code;
  if (closed) return "event_closed";
  return keeper.list ? null : "no_list";
}
