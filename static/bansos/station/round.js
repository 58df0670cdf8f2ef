// Who still waits at home, and which team visits them.
import { byId, rowItem, say, show } from "./dom.js";

const FACT = "team";

export class Round {
  constructor(store) {
    this.store = store;
    this.team = "";
    byId("team").addEventListener("change", () => this.#choose());
    byId("delivery").addEventListener("change", () => this.#draw());
  }

  // The team is called after somebody perhaps: kept under the key that goes with the list.
  async open() {
    this.team = (await this.store.unseal("list", await this.store.fact(FACT))) ?? "";
  }

  show(list, onChosen) {
    Object.assign(this, { list, onChosen });
    this.#draw();
  }

  async #choose() {
    this.team = byId("team").value;
    this.#draw();
    await this.store.keepWhilePaired(FACT, await this.store.seal("list", this.team));
  }

  #draw() {
    const isDelivery = Boolean(this.list) && byId("delivery").checked;
    show("round", isDelivery);
    const waiting = isDelivery ? this.list.waiting() : [];
    this.#offer(waiting);
    const own = waiting.filter((row) => !this.team || teamOf(row) === this.team);
    say("round-title", `${this.team ? "Belum diantar" : "Belum diambil"} (${own.length})`);
    show("round-over", isDelivery && !own.length);
    byId("round-list").replaceChildren(...own.map((row) => rowItem(row, this.onChosen)));
  }

  // A team that has been everywhere stays chosen: its list is empty, and not all of the others'.
  #offer(waiting) {
    const names = new Set(waiting.map(teamOf));
    names.add(this.team).delete("");
    show("teams", names.size > 0);
    const offered = ["", ...[...names].sort()];
    const known = [...byId("team").options].map((option) => option.value);
    // Left alone while nothing is new: somebody may be choosing just now.
    if (JSON.stringify(offered) !== JSON.stringify(known)) {
      const options = offered.map((name) => new Option(name || "Semua yang belum diambil", name));
      byId("team").replaceChildren(...options);
    }
    byId("team").value = this.team;
  }
}

// A list that was fetched before there were teams tells of none.
function teamOf(row) {
  return row.delivery_team ?? "";
}
