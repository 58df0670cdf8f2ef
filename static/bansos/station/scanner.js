// Stands in until the real one is brought in.
export async function openScanner(video, onText, { wasmUrl, onError }) { throw new Error(wasmUrl); }
