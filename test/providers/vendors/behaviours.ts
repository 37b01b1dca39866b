import { once } from "node:events";
import sharp from "sharp";
import type { Behaviour, FakeCall } from "./fake-vendor.ts";

/** A small valid image. */
export const IMAGE = await sharp({ create: { width: 48, height: 64, channels: 3, background: "#7a5" } })
  .png()
  .toBuffer();

type Headers = Readonly<Record<string, string>>;

export function json(response: FakeCall["response"], status: number, body: unknown, headers: Headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** Answers like OpenAI's Images API, with these bytes in base64. */
export const sendImage =
  (bytes: Uint8Array = IMAGE, headers: Headers = {}): Behaviour =>
  ({ response, bill }) => {
    bill();
    json(response, 200, { data: [{ b64_json: Buffer.from(bytes).toString("base64") }] }, headers);
  };

/** Answers with the URL of an image; `serve` answers requests for that URL. */
export const sendImageUrl =
  (url: (origin: string) => string, serve: Behaviour = bytes(IMAGE)): Behaviour =>
  (call) => {
    if (call.seen.method === "GET") return serve(call);
    call.bill();
    return json(call.response, 200, { data: [{ url: url(call.origin) }] });
  };

export const bytes =
  (content: Uint8Array, type = "image/png"): Behaviour =>
  ({ response }) => {
    response.writeHead(200, { "content-type": type }).end(content);
  };

export const status =
  (code: number, body: unknown = "", headers: Headers = {}): Behaviour =>
  ({ response }) => {
    if (typeof body === "string") response.writeHead(code, { "content-type": "text/html", ...headers }).end(body);
    else json(response, code, body, headers);
  };

/** A complete answer with status 200 that is billed. */
export const answer =
  (body: unknown): Behaviour =>
  (call) => {
    call.bill();
    return status(200, body)(call);
  };

/** Answers only when this many calls have arrived, so that none of them can depend on another's answer. */
export function together(count: number, behaviour: Behaviour): Behaviour {
  const come = Promise.withResolvers<void>();
  let calls = 0;
  return async (call) => {
    calls += 1;
    if (calls === count) come.resolve();
    await come.promise;
    await behaviour(call);
  };
}

export const resetAfterReading: Behaviour = ({ response, bill }) => {
  bill();
  response.socket?.resetAndDestroy();
};

/** Reads the request, bills it and never answers. */
export const hang: Behaviour = ({ bill }) => bill();

/** Announces a long answer and cuts it off in the middle. */
export const truncated: Behaviour = ({ response, bill }) => {
  bill();
  response.writeHead(200, { "content-type": "application/json", "content-length": "100000" });
  response.write('{"data":[{"b64_json":"iVBORw0KGgo', () => response.socket?.destroy());
};

/** Streams 50 MB without a content length, and reports how many bytes were sent before the client left. */
export function oversize(): { behaviour: Behaviour; written: () => number } {
  let written = 0;
  const behaviour: Behaviour = async ({ response, bill }) => {
    bill();
    response.writeHead(200, { "content-type": "application/json" });
    const chunk = Buffer.alloc(1_000_000, 0x41);
    const left = new AbortController();
    response.once("close", () => left.abort());
    for (let i = 0; i < 50 && !left.signal.aborted; i += 1) {
      const flowing = response.write(chunk);
      written += chunk.byteLength;
      if (!flowing) await once(response, "drain", { signal: left.signal }).catch(() => {});
    }
    response.end();
  };
  return { behaviour, written: () => written };
}
