/** The body of an answer; undefined as soon as it grows past the cap. Leaving the loop cancels the stream. */
export async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
