// Small words for the page. Text only ever goes in as text.
export const byId = (id) => document.getElementById(id);

export function show(id, isShown = true) {
  byId(id).hidden = !isShown;
}

export function say(id, text) {
  byId(id).textContent = text;
}

// A copy of a template, its slots filled; a slot without text goes.
export function made(templateId, texts) {
  const copy = byId(templateId).content.firstElementChild.cloneNode(true);
  for (const slot of copy.querySelectorAll("[data-slot]")) {
    const text = texts[slot.dataset.slot];
    if (text) slot.textContent = text;
    else slot.remove();
  }
  return copy;
}

export function mark(element, tone, text) {
  element.className = `mark mark-${tone}`;
  element.textContent = text;
}

export function stateOf(row) {
  if (row.state === "waiting") return ["now", "Belum diambil"];
  if (row.state === "handed_over") return ["good", "Sudah diambil"];
  return ["wait", row.state === "replaced" ? "Diganti" : "Dicabut"];
}

// One family in a list to choose from.
export function rowItem(row, onChosen) {
  const item = made("t-row", {
    name: row.name,
    state: " ",
    number: row.number ? `No. ${row.number}` : "Tanpa nomor",
    package: `${row.quantity} ${row.unit}`,
  });
  mark(item.querySelector(".mark"), ...stateOf(row));
  item.querySelector("button").addEventListener("click", () => {
    // Where nothing was searched, the way to the card begins here.
    performance.mark("cari");
    onChosen(row);
  });
  return item;
}
