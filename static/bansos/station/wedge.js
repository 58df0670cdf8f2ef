// Stands in until the real one is brought in.
export function listenForWedge(target, onText) {
  let typed = "";
  let last = 0;
  const heard = (event) => {
    const isFast = event.timeStamp - last < 40;
    last = event.timeStamp;
    if (event.key === "Enter") {
      if (isFast && typed.length >= 6) {
        event.preventDefault();
        event.stopPropagation();
        onText(typed);
      }
      typed = "";
    } else if (event.key.length === 1) typed = isFast ? typed + event.key : event.key;
  };
  target.addEventListener("keydown", heard, true);
  return () => target.removeEventListener("keydown", heard, true);
}
