// The large card of one family, and what is filled in before the package leaves.
import { byId, mark, say, show, stateOf } from "./dom.js";
import { knownOf } from "./outcomes.js";
import { readPhoto } from "./photo.js";
import { signaturePad } from "./signature.js";

const PROXY = {
  "proxy-name": ["name", "Tulis nama wakil."],
  "proxy-relation": ["relation", "Tulis hubungan wakil dengan keluarga."],
  "proxy-document": ["document_kind", "Pilih dokumen identitas wakil."],
  "proxy-number": ["document_number", "Tulis nomor dokumen wakil."],
};

export class Card {
  constructor({ onHand, onClose }) {
    this.onHand = onHand;
    this.onClose = onClose;
    byId("hand").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#press();
    });
    byId("by-proxy").addEventListener("click", () => this.setProxy(byId("proxy").hidden));
    byId("not-them").addEventListener("click", () => this.dismiss());
    byId("clear-signature").addEventListener("click", () => this.pad?.clear());
    byId("signing").addEventListener("toggle", () => this.#openPad());
    byId("consent").addEventListener("change", () => this.#setConsent());
    byId("photo").addEventListener("change", () => this.#takePhoto());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) this.dismiss();
    });
  }

  open(row, { total, zone, now, officials, isDelivery }) {
    this.row = row;
    // One id for one card, so that a second press is the same deed.
    this.opId = crypto.randomUUID();
    const known = knownOf(row, zone, now);
    mark(byId("card-state"), ...stateOf(row));
    say("card-name", row.name);
    say("card-number", row.number ? `${row.number} dari ${total}` : "–");
    say("card-nik", row.nik_tail ? `… ${row.nik_tail}` : "–");
    say("card-package", `${row.quantity} ${row.unit} · ${row.package}`);
    show("card-known", Boolean(known));
    say("card-known", known ? `${known.text} ${known.advice}` : "");
    show("card-deed", !known);
    say("not-them", known ? "Kembali mencari" : "Bukan orangnya");
    this.#blank(officials, isDelivery);
    say("saying", "");
    show("card");
    performance.mark("kartu");
    performance.measure("cari ke kartu", "cari", "kartu");
    byId(known ? "not-them" : "hand-over").focus();
    return known;
  }

  get isOpen() {
    return !byId("card").hidden;
  }

  // No name stays in the page behind it.
  close() {
    show("card", false);
    for (const id of ["card-name", "card-nik", "card-known"]) say(id, "");
    this.row = null;
    this.onClose();
  }

  dismiss() {
    say("saying", byId("card-deed").hidden ? "" : "Tidak dicatat. Kupon tetap berlaku.");
    this.close();
  }

  setProxy(isShown) {
    show("proxy", isShown);
    byId("by-proxy").setAttribute("aria-expanded", String(isShown));
    say("by-proxy-says", isShown ? "Diambil sendiri" : "Diwakili orang lain");
    say("hand-over", isShown ? "Serahkan kepada wakil" : "Serahkan");
    if (isShown) byId("proxy-name").focus();
  }

  fault(id, text) {
    show("card-fault", Boolean(text));
    say("card-fault", text);
    for (const field of this.#fields()) field.removeAttribute("aria-invalid");
    if (!id) return;
    byId(id).setAttribute("aria-invalid", "true");
    byId(id).focus();
  }

  // Refused: the next press is another deed.
  renew() {
    this.opId = crypto.randomUUID();
    this.setBusy(false);
  }

  setBusy(isBusy) {
    this.isBusy = isBusy;
    byId("hand-over").disabled = isBusy;
  }

  #press() {
    if (!this.row || this.isBusy) return;
    const missing = this.#missing();
    this.fault(...(missing ?? [null, ""]));
    if (!missing) this.onHand(this.row, this.#deed(), this.photo);
  }

  #missing() {
    if (!byId("proxy").hidden) {
      for (const [id, [, text]] of Object.entries(PROXY)) {
        if (!byId(id).value.trim()) return [id, text];
      }
    }
    if (!byId("place").hidden && !byId("note").value.trim()) {
      return ["note", "Tulis ke mana paket diantar."];
    }
    return null;
  }

  #deed() {
    const official = byId("symbolic").hidden ? null : Number(byId("official").value) || null;
    const isDelivery = !byId("place").hidden;
    const proxy = Object.entries(PROXY).map(([id, [name]]) => [name, byId(id).value.trim()]);
    return {
      op_id: this.opId,
      entitlement: this.row.id,
      kind: isDelivery ? "home_delivery" : official ? "symbolic" : "regular",
      handed_by: official,
      collector: byId("proxy").hidden ? { role: "self" } : { role: "proxy", ...Object.fromEntries(proxy) },
      signature: this.pad && !this.pad.isEmpty() ? this.pad.image() : null,
      note: isDelivery ? byId("note").value.trim() : null,
    };
  }

  #blank(officials, isDelivery) {
    for (const field of this.#fields()) field.value = "";
    const isSymbolic = this.row.symbolic !== null && !isDelivery;
    show("card-symbolic", this.row.symbolic !== null);
    show("symbolic", isSymbolic);
    show("place", isDelivery);
    const known = officials.map(({ id, name, title }) => new Option(`${name}, ${title}`, id));
    byId("official").replaceChildren(...known, new Option("Petugas meja (bukan simbolis)", ""));
    byId("official").value = isSymbolic ? String(this.row.symbolic) : "";
    this.setProxy(false);
    this.fault(null, "");
    this.setBusy(false);
    byId("signing").open = false;
    byId("picturing").open = false;
    byId("consent").checked = false;
    this.pad?.clear();
    this.#setConsent();
  }

  #fields() {
    return [...Object.keys(PROXY), "note"].map(byId);
  }

  #openPad() {
    if (byId("signing").open && !this.pad) this.pad = signaturePad(byId("signature"));
  }

  #setConsent() {
    byId("photo").disabled = !byId("consent").checked;
    byId("photo").value = "";
    this.photo = null;
    say("photo-says", "");
  }

  async #takePhoto() {
    const [file] = byId("photo").files;
    const row = this.row;
    try {
      const photo = file ? await readPhoto(file) : null;
      if (row !== this.row) return;
      this.photo = photo;
      say("photo-says", photo ? "Foto siap, dikirim setelah penyerahan tercatat." : "");
    } catch {
      say("photo-says", "Foto tidak dapat dibaca. Penyerahan tetap dapat dicatat tanpa foto.");
    }
  }
}
