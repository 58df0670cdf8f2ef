// One field for the coupon, the number and the name; the camera and the hand scanner beside it.
import { byId, rowItem, say, show } from "./dom.js";
import { listenForWedge } from "./wedge.js";

const AIM = "Arahkan kamera ke kupon.";

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
    document.addEventListener("keydown", (event) => this.catchTyping(event));
  }

  // Whoever types while a button is in focus means the field: or the Enter at the end of a code
  // would hand over to the family before.
  catchTyping(event) {
    const isTyped = event.key.length === 1 && event.key !== " ";
    if (!isTyped || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, select, textarea") || byId("work").hidden) return;
    this.field.value = "";
    this.field.focus();
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
  }

  async toggleCamera() {
    if (this.isWatching) return this.setCamera(false);
    this.setCamera(true, AIM);
    // What can not be read now may be readable in the next moment; all else ends it.
    const onError = (error) => this.setCamera(error.code === "unreadable", error.message);
    const how = { wasmUrl: document.body.dataset.wasm, onError };
    try {
      // By its address: only who scans with the camera needs it.
      const { openScanner } = await import(new URL("scanner.js", import.meta.url));
      const camera = await openScanner(byId("video"), (text) => this.scanned(text), how);
      // Pressed again while it was opening.
      if (this.isWatching && !this.camera) this.camera = camera;
      else camera.stop();
    } catch (error) {
      onError(error);
    }
  }

  // Why there is no picture is said where the picture would be.
  setCamera(isOn, words = "") {
    this.isWatching = isOn;
    if (!isOn) {
      this.camera?.stop();
      this.camera = null;
    }
    show("viewfinder", isOn || words !== "");
    show("video", isOn);
    byId("camera").setAttribute("aria-pressed", String(isOn));
    say("camera-says", words);
  }
}
