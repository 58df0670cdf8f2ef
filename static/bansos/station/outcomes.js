// What each answer means to the person at the desk: a colour, words, a sound, and what to do.
const STATUS = {
  // status: [tone, signal, title]
  ok: ["good", "ok", "Diserahkan"],
  already_recorded: ["good", "ok", "Diserahkan"],
  already_handed_over: ["bad", "already", "Sudah diambil"],
  incomplete: ["wait", "refused", "Belum lengkap"],
  refused: ["bad", "refused", "Ditolak"],
  conflict: ["wait", "conflict", "Perlu diperiksa Kepala"],
};

const ADVICE = {
  already_handed_over: "Jangan serahkan paket ini. Periksa nama dan nomor bersama keluarga.",
  incomplete_proxy: "Isi nama, hubungan, dokumen, dan nomor identitas wakil, lalu tekan lagi.",
  incomplete_symbolic: "Pilih pejabat yang menyerahkan, lalu tekan lagi.",
  voided: "Penyerahan ini sudah dibatalkan. Bila paket diserahkan lagi, cari namanya dan tekan lagi.",
  out_of_stock: "Stok di catatan habis. Beri tahu pengurus stok, lalu tekan lagi.",
  not_open: "Kegiatan belum dibuka. Hubungi Kepala.",
  closed: "Bila masih ada susulan, tekan lagi. Bila tidak, catat di kertas dan beri tahu Kepala.",
  not_late: "Kegiatan masih berlangsung. Segarkan daftar, lalu tekan lagi.",
  withdrawn: "Jatah dicabut dari daftar. Arahkan keluarga ke meja informasi.",
  replaced: "Jatah sudah dialihkan. Arahkan keluarga ke meja informasi.",
  unknown_entitlement: "Segarkan daftar, lalu cari namanya lagi.",
  unknown_code: "Cari namanya di daftar.",
  revoked_code: "Kupon lama. Cari namanya di daftar.",
  wrong_event: "Kupon ini untuk kegiatan lain.",
  bad_time: "Betulkan jam perangkat, lalu beri tahu Kepala penyerahan ini.",
  invalid: "Ada isian yang tidak dapat disimpan. Cari namanya dan catat lagi.",
  fingerprint_mismatch: "Beri tahu Kepala; catat penyerahan ini di kertas.",
};
const LEFT_ALREADY = "Paket sudah keluar. Beri tahu Kepala; catat di kertas siapa yang menerima.";
const CONFLICT = "Tersimpan sebagai konflik. Beri tahu Kepala, yang memutuskan.";

// An answer that came while the officer was waiting for it.
export function outcome(result) {
  const [tone, signal, title] = STATUS[result.status] ?? STATUS.refused;
  const advice = tone === "good" ? "" : (ADVICE[result.reason] ?? "");
  return { tone, signal, title, text: result.message, advice };
}

// An answer that came when the package had left already.
export function trayed(result) {
  const said = outcome(result);
  return { ...said, advice: result.status === "conflict" ? CONFLICT : LEFT_ALREADY };
}

// A photo that the server does not keep is gone from the device too.
export function photoLost(message) {
  const advice = "Catatan penyerahan tidak berubah. Beri tahu Kepala bila foto diperlukan.";
  return { tone: "wait", title: "Foto tidak tersimpan", text: message, advice };
}

export const STORED = {
  tone: "wait",
  signal: "stored",
  title: "Tersimpan di perangkat",
  text: "Paket boleh diserahkan. Dikirim sendiri begitu jaringan ada.",
  advice: "",
};
export const FULL = {
  tone: "bad",
  signal: "refused",
  title: "Belum tercatat: penyimpanan perangkat penuh",
  text: "Jangan serahkan dahulu. Yang sudah tersimpan tidak hilang.",
  advice: "Hapus foto atau berkas dari perangkat ini, lalu tekan lagi. Atau catat di kertas.",
};
export const BROKEN = {
  tone: "bad",
  signal: "refused",
  title: "Belum tercatat",
  text: "Perangkat tidak dapat menyimpan penyerahan ini.",
  advice: "Muat ulang halaman dan tekan lagi. Atau catat di kertas.",
};

export const UNDONE = quiet("Diurungkan", "Tidak tercatat. Paket tetap di meja.");
export const TOO_LATE = quiet(
  "Tidak dapat diurungkan di sini",
  "Sudah dalam perjalanan ke server. Setelah terkirim, batalkan di halaman penyerahan.",
);
export const NO_COUPON = quiet(
  "Kupon tidak ada di daftar ini",
  "Mungkin kupon lama atau kegiatan lain. Cari namanya.",
);
export const PAPER_PAGE = quiet(
  "Ini halaman daftar di kertas, bukan kupon",
  "Pindai kupon keluarga, atau cari namanya. Halaman kertas dicatat sesudah penyerahan.",
);
export const NOBODY = quiet("Tidak ada yang cocok", "Periksa ejaannya.");

function quiet(title, text) {
  return { tone: "wait", signal: "refused", title, text, advice: "" };
}

// What the device knows by itself, as the server would say it. Null for who is still to come.
export function knownOf(row, zone, now) {
  if (row.state === "handed_over") {
    const at = row.handed_over_at ? ` ${hour(row.handed_over_at, zone, now)}` : "";
    const where = row.station ? ` di ${row.station}` : "";
    const pending = row.pending ? " Tersimpan di perangkat ini, belum terkirim." : "";
    return known("already_handed_over", `Sudah diambil${at}${where}.${pending}`);
  }
  if (row.state === "withdrawn") return known("withdrawn", "Jatah ini sudah dicabut dari daftar.");
  if (row.state === "replaced") {
    return known("replaced", "Jatah ini sudah diberikan kepada penerima pengganti.");
  }
  return null;
}

function known(reason, message) {
  const status = reason === "already_handed_over" ? reason : "refused";
  return outcome({ status, reason, message });
}

// Why nothing is handed over on this device now.
export const STOPPED = {
  unpaired: {
    title: "Perangkat ini belum menjadi meja",
    text: "Masuk, buka kegiatan hari ini, lalu pilih Meja penyerahan dan Jadikan perangkat ini meja.",
  },
  left: {
    title: "Anda sudah keluar",
    text: "Daftar nama sudah dihapus dari perangkat ini. Pasangkan lagi untuk menyerahkan.",
  },
  token_missing: { title: "Perangkat ini tidak dikenal", text: "Pasangkan lagi untuk menyerahkan." },
  token_unknown: { title: "Perangkat ini tidak dikenal", text: "Pasangkan lagi untuk menyerahkan." },
  token_revoked: {
    title: "Perangkat ini dicabut",
    text: "Kepala mencabut perangkat ini. Yang tersimpan dikirim setelah dipasangkan lagi.",
  },
  officer_gone: {
    title: "Petugas meja ini tidak lagi bertugas",
    text: "Petugas lain dapat masuk dan memasangkan perangkat ini lagi.",
  },
  event_closed: {
    title: "Kegiatan sedang tidak berlangsung",
    text: "Kegiatan ditutup. Yang tersimpan tetap dikirim. Bila dibuka lagi, meja ini terbuka sendiri.",
  },
  event_ended: {
    title: "Kegiatan sudah selesai",
    text: "Server tidak menerima penyerahan lagi. Tunjukkan kepada Kepala bila masih ada yang tersimpan.",
  },
  no_store: {
    title: "Perangkat ini tidak dapat menyimpan",
    text: "Matikan mode penyamaran atau pakai perangkat lain. Tanpa simpanan, meja tidak dibuka.",
  },
  insecure: {
    title: "Meja memerlukan alamat https",
    text: "Buka Bansos lewat alamat yang diawali https. Tanpa itu peramban tidak mau menyimpan dengan aman.",
  },
  no_list: {
    title: "Daftar belum terunduh",
    text: "Sambungkan ke jaringan; daftar diunduh sendiri.",
  },
};

// The event is closed, and who did not come may still come.
export function isLate(event) {
  return event.state === "closed" && Boolean(event.late_until);
}

// "10.42" on the facility's clock, with the date when it was another day.
export function hour(moment, zone, now) {
  const at = new Date(moment);
  const told = part(at, zone, { hour: "2-digit", minute: "2-digit", hour12: false }).replace(":", ".");
  const isToday = day(at, zone) === day(new Date(now), zone);
  return isToday ? `pukul ${told}` : `${day(at, zone)} pukul ${told}`;
}

function day(at, zone) {
  return part(at, zone, { day: "numeric", month: "long", year: "numeric" });
}

function part(at, zone, how) {
  return new Intl.DateTimeFormat("id-ID", { timeZone: zone, ...how }).format(at);
}
