// Stands in until the real one is brought in.
export async function readPhoto(file) { return file; }
