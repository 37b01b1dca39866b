import { expect, test } from "vitest";
import { clientFrame, OPCODE, readFrames } from "./frames.ts";

/** A frame of a server, which is the same without a mask. */
function serverFrame(opcode: number, payload: Buffer): Buffer {
  const frame = clientFrame(opcode, payload);
  const head = payload.length >= 126 ? 4 : 2;
  frame[1] = (frame[1] ?? 0) & 0x7f;
  return Buffer.concat([frame.subarray(0, head), payload]);
}

test("frames are read completely, whatever pieces they arrive in", () => {
  const texts = ["", "a", "x".repeat(125), "y".repeat(126), "z".repeat(70), "w".repeat(5_000)];
  const bytes = Buffer.concat(texts.map((text) => serverFrame(OPCODE.text, Buffer.from(text))));
  for (const size of [1, 2, 3, 7, 130, 100_000]) {
    const read: string[] = [];
    let rest: Buffer = Buffer.alloc(0);
    for (let at = 0; at < bytes.length; at += size) {
      rest = readFrames(Buffer.concat([rest, bytes.subarray(at, at + size)]), (_opcode, payload) =>
        read.push(`${payload}`),
      );
    }
    expect(read).toEqual(texts);
    expect(rest).toHaveLength(0);
  }
});
