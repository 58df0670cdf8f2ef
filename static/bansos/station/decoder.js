// Stands in until the real one is brought in.
export async function makeDecoder(wasmUrl) {
  return { name: wasmUrl, read: async () => "" };
}
