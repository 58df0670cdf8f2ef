// A USB scanner is a keyboard to the browser: it types faster than fingers and ends with Enter.
const LONGEST_GAP = 60;
const FEWEST_SIGNS = 6;

export function listenForWedge(target, onText) {
  let typed = "";
  let last = 0;

  const hear = (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key.length !== 1 && event.key !== "Enter") return;
    if (event.timeStamp - last > LONGEST_GAP) typed = "";
    last = event.timeStamp;
    if (event.key !== "Enter") {
      typed += event.key;
      return;
    }
    const text = typed;
    typed = "";
    if (text.trim().length < FEWEST_SIGNS) return;
    // Neither the button in focus nor the form around it is meant.
    event.preventDefault();
    event.stopPropagation();
    takeBack(event.target, text);
    onText(text.trim());
  };

  target.addEventListener("keydown", hear, true);
  return () => target.removeEventListener("keydown", hear, true);
}

// A field that happened to be in focus has been typed into: a code is no part of a name.
function takeBack(field, text) {
  if (typeof field.value !== "string" || typeof field.setRangeText !== "function") return;
  const end = field.selectionEnd ?? field.value.length;
  const start = end - text.length;
  if (start < 0 || field.value.slice(start, end) !== text) return;
  field.value = field.value.slice(0, start) + field.value.slice(end);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
