// One field for the coupon, the number and the name; the camera and the hand scanner beside it.
import { byId, made, mark, say, show, stateOf } from "./dom.js";
import { openScanner } from "./scanner.js";
import { listenForWedge } from "./wedge.js";

export class Search {
  constructor({ list, onFound, onNothing }) {
    Object.assign(this, { list, onFound, onNothing });
    this.field = byId("q");
    byId("find").addEventListener("submit", (event) => {
      event.preventDefault();
      this.look(this.field.value);
    });
    this.field.addEventListener("input", () => this.suggest());
    byId("camera").addEventListener("click", () => this.toggleCamera());
    listenForWedge(document, (text) => this.scanned(text));
  }

  scanned(text) {
    this.field.value = text;
    return this.look(text);
  }

  // One row is opened; several are to be chosen from.
  async look(text) {
    performance.mark("cari");
    const list = this.list();
    if (!list || !text.trim()) return;
    const { rows, by } = await list.find(text);
    if (rows.length === 1) this.onFound(rows[0]);
    else if (rows.length) this.offer(rows, true);
    else this.onNothing(text, by);
  }

  suggest() {
    const list = this.list();
    const text = this.field.value.trim();
    this.offer(list && text.length > 1 && !/^\d+$/.test(text) ? list.named(text) : [], false);
  }

  offer(rows, takesFocus) {
    const items = rows.map((row) => rowItem(row, this.onFound));
    byId("results").replaceChildren(...items);
    show("results", items.length > 0);
    if (takesFocus) items[0]?.querySelector("button").focus();
  }

  clear() {
    this.field.value = "";
    this.offer([], false);
    // On a phone it would open the keyboard over the page.
    if (matchMedia("(pointer: fine)").matches) this.field.focus();
    else byId("card-name").blur();
  }

  async toggleCamera() {
    if (this.camera) return this.closeCamera();
    this.setCamera(true);
    const wasmUrl = document.body.dataset.wasm;
    const onError = () => {
      this.closeCamera();
      say("saying", "Kamera tidak dapat dipakai. Ketik kode atau namanya.");
    };
    try {
      this.camera = await openScanner(byId("video"), (text) => this.scanned(text), { wasmUrl, onError });
    } catch {
      onError();
    }
  }

  closeCamera() {
    this.camera?.stop();
    this.camera = null;
    this.setCamera(false);
  }

  setCamera(isOn) {
    show("viewfinder", isOn);
    byId("camera").setAttribute("aria-pressed", String(isOn));
    say("saying", "");
  }
}

export function rowItem(row, onChosen) {
  const item = made("t-row", {
    name: row.name,
    state: " ",
    number: row.number ? `No. ${row.number}` : "Tanpa nomor",
    package: `${row.quantity} ${row.unit}`,
  });
  mark(item.querySelector(".mark"), ...stateOf(row));
  item.querySelector("button").addEventListener("click", () => onChosen(row));
  return item;
}
