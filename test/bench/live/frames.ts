/** The part of RFC 6455 that a client needs to read a server's frames and to write small ones. */
export const OPCODE = { text: 1, close: 8, ping: 9, pong: 10 } as const;

const LENGTH_16 = 126;
const LENGTH_64 = 127;
const MASKED = 0x80;
const FINAL = 0x80;
const MASK_BYTES = 4;

/** Calls `onFrame` for each complete frame in `bytes`. Returns the bytes of an incomplete one. */
export function readFrames(bytes: Buffer, onFrame: (opcode: number, payload: Buffer) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = (bytes[at + 1] ?? 0) & 0x7f;
    const head = short === LENGTH_64 ? 10 : short === LENGTH_16 ? 4 : 2;
    if (bytes.length - at < head) break;
    const length =
      short === LENGTH_64
        ? Number(bytes.readBigUInt64BE(at + 2))
        : short === LENGTH_16
          ? bytes.readUInt16BE(at + 2)
          : short;
    if (bytes.length - at < head + length) break;
    onFrame((bytes[at] ?? 0) & 0x0f, bytes.subarray(at + head, at + head + length));
    at += head + length;
  }
  return bytes.subarray(at);
}

/** A client's frame. Its mask is zero, which costs nothing; on one machine no mask is needed. */
export function clientFrame(opcode: number, payload: Buffer): Buffer {
  const long = payload.length >= LENGTH_16;
  const head = Buffer.alloc((long ? 4 : 2) + MASK_BYTES);
  head[0] = FINAL | opcode;
  head[1] = MASKED | (long ? LENGTH_16 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
