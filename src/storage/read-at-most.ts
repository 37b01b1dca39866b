/**
 * Reads a body, but never more than `limit` bytes of it, whatever its length header says. When there is more, the
 * rest is cancelled and `complete` is false.
 */
export async function readAtMost(
  response: Response,
  limit: number,
): Promise<{ readonly bytes: Uint8Array; readonly complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const room = limit - size;
    chunks.push(chunk.subarray(0, room));
    size += Math.min(chunk.byteLength, room);
    // Leaving the loop cancels the stream, and with it the connection.
    if (chunk.byteLength > room) return { bytes: Buffer.concat(chunks), complete: false };
  }
  return { bytes: Buffer.concat(chunks), complete: true };
}
