/** RFC 6455, section 5.2: a whole text message in one frame, which a server sends without a mask. */
const FINAL_TEXT = "\x81";
const LENGTH_16 = 126;
const LENGTH_64 = 127;
const UINT16 = 2 ** 16;
const UINT32 = 2 ** 32;

/**
 * A text's UTF-8 bytes as a string with one character for each ("binary" or Latin-1 string): such strings are joined
 * without being copied or encoded again, and a socket takes them as they are.
 */
export function encodeText(text: string): string {
  return Buffer.from(text).toString("latin1");
}

/** The frame around an encoded text, itself a string of bytes. */
export function textFrame(encoded: string): string {
  const { length } = encoded;
  if (length < LENGTH_16) return `${FINAL_TEXT}${String.fromCharCode(length)}${encoded}`;
  if (length < UINT16) return `${FINAL_TEXT}${String.fromCharCode(LENGTH_16, length >> 8, length & 255)}${encoded}`;
  const head = Buffer.alloc(9);
  head[0] = LENGTH_64;
  head.writeUInt32BE(Math.floor(length / UINT32), 1);
  head.writeUInt32BE(length % UINT32, 5);
  return `${FINAL_TEXT}${head.toString("latin1")}${encoded}`;
}
