// The page that was just told a token: keeps it on this device, fetches the list, opens the desk.
import { Api } from "./api.js";
import { Clock } from "./clock.js";
import { Keeper } from "./keeper.js";
import { Pairs } from "./pairs.js";
import { Queue } from "./queue.js";
import { keepShell } from "./shell.js";
import { openStore } from "./store.js";

const { dataset } = document.getElementById("station");

function tell(id) {
  for (const one of document.querySelectorAll("#station > [data-step]")) one.hidden = one.dataset.step !== id;
}

async function pair() {
  const store = await openStore();
  const [clock, queue, pairs] = [new Clock(), new Queue(store), new Pairs(store)];
  const keeper = new Keeper({ store, queue, pairs, api: new Api(clock) });
  const event = {
    id: Number(dataset.event),
    name: dataset.eventName,
    venue: dataset.venue,
    time_zone: dataset.timeZone,
    is_rehearsal: dataset.rehearsal === "1",
  };
  await pairs.pair({ token: dataset.token, station: { id: Number(dataset.station), name: dataset.name }, event });
  navigator.storage?.persist?.();
  const said = await keeper.fetch(await pairs.current());
  if (said.kind === "ok") await store.keep("clock", clock.offset);
  new BroadcastChannel("bansos-meja").postMessage("paired");
  // Where the list did not come the desk fetches it; the token is kept already.
  location.replace(dataset.desk);
}

keepShell(dataset.worker);
try {
  await pair();
} catch (error) {
  tell("failed");
  throw error;
}
