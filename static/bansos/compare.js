// Compares a PDF with the document on this page, on this device: nothing is sent.

const card = document.querySelector("[data-sha256]");
const field = card?.querySelector("input");
const answer = card?.querySelector("[role=status]");

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(words, look) {
  answer.className = `notice ${look} mt-3 mb-0`;
  answer.textContent = words;
  answer.hidden = false;
}

async function compare(file) {
  say("Membandingkan …", "notice-info");
  try {
    const same = (await sha256(file)) === card.dataset.sha256;
    if (same) say("Sama. Berkas ini persis seperti saat diterbitkan.", "notice-good");
    else say("Berbeda. Berkas ini bukan dokumen yang diterbitkan, atau sudah diubah.", "notice-bad");
  } catch {
    say("Berkas ini tidak terbaca.", "notice-bad");
  }
}

// Browsers reckon hashes only where the connection is safe.
if (card && globalThis.crypto?.subtle) {
  card.hidden = false;
  field.addEventListener("change", () => field.files[0] && compare(field.files[0]));
  card.addEventListener("dragover", (event) => event.preventDefault());
  card.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) compare(event.dataTransfer.files[0]);
  });
}
