// A sound and a shake for each outcome. Never alone: the words stand on the screen.
const SIGNALS = {
  // kind: tones as [hertz, from, until] in seconds, and a shake in milliseconds
  ok: { tones: [[880, 0, 0.12]], shake: [60] },
  stored: { tones: [[660, 0, 0.08], [660, 0.12, 0.2]], shake: [40, 40, 40] },
  already: { tones: [[440, 0, 0.16], [440, 0.22, 0.38]], shake: [150, 80, 150] },
  conflict: { tones: [[440, 0, 0.14], [330, 0.16, 0.3], [440, 0.32, 0.46]], shake: [150, 60, 150, 60, 150] },
  refused: { tones: [[220, 0, 0.4]], shake: [400] },
};
const LOUDNESS = 0.2;
const FADE = 0.015;
let audio = null;

// True if a sound could be made: browsers are mute until the page was touched once.
export function signal(kind) {
  const { tones, shake } = SIGNALS[kind] ?? SIGNALS.refused;
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(shake);
  try {
    audio ??= new AudioContext();
    // Asked for, not waited for: the screen is not to stand still for a sound.
    if (audio.state !== "running") audio.resume().catch(() => {});
    for (const tone of tones) play(...tone);
    return audio.state === "running";
  } catch {
    return false;
  }
}

function play(hertz, from, until) {
  const start = audio.currentTime + from;
  const end = audio.currentTime + until;
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const loudness = new GainNode(audio, { gain: 0 });
  // Ramps, or each end would click.
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, start + FADE);
  loudness.gain.setValueAtTime(LOUDNESS, end - FADE);
  loudness.gain.linearRampToValueAtTime(0, end);
  tone.connect(loudness).connect(audio.destination);
  tone.start(start);
  tone.stop(end);
}
