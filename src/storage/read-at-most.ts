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
  let complete = true;
  for await (const chunk of response.body ?? []) {
    complete = size + chunk.byteLength <= limit;
    chunks.push(complete ? chunk : chunk.subarray(0, limit - size));
    size = Math.min(size + chunk.byteLength, limit);
    // Leaving the loop cancels the stream, and with it the connection.
    if (!complete) break;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return { bytes, complete };
}
