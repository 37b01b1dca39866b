import { once } from "node:events";
import type { Writable } from "node:stream";
import { expect, test } from "vitest";
import * as ws from "ws";
import { encodeText, textFrame } from "../../src/graphql/websocket/text-frame.ts";

/** Its types leave it out. */
const { Receiver } = ws as unknown as { Receiver: new (options: object) => Writable };

/** What a WebSocket library reads out of these bytes. */
async function read(frames: string): Promise<string[]> {
  const receiver = new Receiver({ isServer: false });
  const texts: string[] = [];
  receiver.on("message", (data: Buffer, isBinary: boolean) => texts.push(isBinary ? "binary" : data.toString()));
  receiver.end(Buffer.from(frames, "latin1"));
  await once(receiver, "finish");
  return texts;
}

test.each([0, 1, 125, 126, 127, 128, 255, 256, 65_535, 65_536, 70_000])(
  "a text of %i bytes is one frame that others can read, also between others",
  async (length) => {
    const text = "x".repeat(length);
    const frame = textFrame(encodeText(text));
    const [before, after] = [textFrame("before"), textFrame("after")];
    expect(await read(`${before}${frame}${after}`)).toEqual(["before", text, "after"]);
  },
);

test("a text of any script arrives as it was", async () => {
  const text = `{"name":"Zoë 李 🎭 \u2028 ${"é".repeat(80)}"}`;
  expect(await read(textFrame(encodeText(text)))).toEqual([text]);
  // A half of a pair can't be sent: like every encoder, it becomes the replacement character.
  expect(await read(textFrame(encodeText("\ud83c")))).toEqual(["\ufffd"]);
});
