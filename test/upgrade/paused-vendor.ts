import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";

/** A vendor with OpenAI's Images API that can leave calls unanswered. */
export type PausedVendor = AsyncDisposable & {
  readonly baseUrl: string;
  /** `<synthesis id>:<pose>` of every call, in order. */
  readonly calls: readonly string[];
};

/** A prompt with this text leaves the calls for the listed poses unanswered for ever. */
export const leavesUnanswered = (...poses: readonly string[]) => `unanswered(${poses.join(" ")})`;
/** A prompt with this text is refused for its content. */
export const IS_REFUSED = "refused for its content";
/** The first call for a pose of a prompt with this text is refused for one second. */
export const IS_BUSY = "busy at first";

export async function startPausedVendor(): Promise<PausedVendor> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const call = String(request.headers["idempotency-key"]);
    calls.push(call);
    const unanswered = /unanswered\(([a-z ]+)\)/.exec(text)?.[1]?.split(" ") ?? [];
    if (unanswered.includes(call.split(":")[1] ?? "")) return;
    if (text.includes(IS_BUSY) && calls.filter((other) => other === call).length === 1) {
      response.writeHead(503, { "content-type": "application/json", "retry-after": "1" }).end("{}");
      return;
    }
    const answer = text.includes(IS_REFUSED)
      ? { error: { message: "no", type: "invalid_request_error", param: null, code: "content_policy_violation" } }
      : { data: [{ b64_json: (await paint(call)).toString("base64") }] };
    response.writeHead("error" in answer ? 400 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A small image of one colour, different for each call, which takes a few hundred bytes once stored. */
function paint(call: string): Promise<Buffer> {
  const [r = 0, g = 0, b = 0] = createHash("sha256").update(call).digest();
  return sharp({ create: { width: 48, height: 64, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
}
