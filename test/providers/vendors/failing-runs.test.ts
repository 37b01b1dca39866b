import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answer,
  hang,
  IMAGE,
  oversize,
  resetAfterReading,
  sendImage,
  sendImageUrl,
  status,
  together,
  truncated,
} from "./behaviours.ts";
import { type FailingRuns, type Misfortune, startFailingRuns } from "./failing-runs.ts";
import { type Behaviour, formOf, type Seen, startFakeVendor } from "./fake-vendor.ts";

const error = (code: string) => ({ error: { message: "no", code, type: "invalid_request_error" } });
const HTML = "<html><body>Bad gateway</body></html>";
const always = (behaviour: Behaviour): Misfortune => ({ answer: () => behaviour });
const onceOnly = (behaviour: Behaviour): Misfortune => ({ answer: (nth) => (nth === 1 ? behaviour : sendImage()) });
const fromUrl = (url: string | ((origin: string) => string), serve?: Behaviour) =>
  always(sendImageUrl(typeof url === "string" ? () => url : url, serve));

const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
const BOMB = Buffer.from(IMAGE);
BOMB.writeUInt32BE(60_000, 16);
BOMB.writeUInt32BE(60_000, 20);

/** The first refusal ends the run and prevents the calls that were not made yet. */
const OTHERS_REFUSED = together(3, status(400, error("moderation_blocked")));

/**
 * Every failure of docs/contract.md "Failed generations": the code for the caller, how many calls were sent, and how many
 * of them were billed.
 */
const ROWS: readonly (readonly [string, Misfortune, string, number, number])[] = [
  ["a persistent 429", always(status(429, error("rate_limit"))), "provider_unavailable", 4, 0],
  ["a 429 whose quota is used up", always(status(429, error("insufficient_quota"))), "provider_unavailable", 1, 0],
  ["a bare 503", always(status(503, HTML)), "provider_outcome_unknown", 1, 0],
  ["a 500", always(status(500, error("server_error"))), "provider_outcome_unknown", 1, 0],
  ["a 502", always(status(502, HTML)), "provider_outcome_unknown", 1, 0],
  ["a 504", always(status(504, HTML)), "provider_outcome_unknown", 1, 0],
  [
    "no answer in time",
    { ...always(hang), settings: { IMAGE_PROVIDER_TIMEOUT_MS: 300 } },
    "provider_outcome_unknown",
    1,
    1,
  ],
  ["a reset before the answer", always(resetAfterReading), "provider_outcome_unknown", 1, 1],
  ["an answer cut off after its headers", always(truncated), "provider_outcome_unknown", 1, 1],
  ["an answer of HTML", always(answer(HTML)), "provider_outcome_unknown", 1, 1],
  ["an answer without an image", always(answer({ data: [] })), "provider_outcome_unknown", 1, 1],
  ["a 401", always(status(401, error("invalid_api_key"))), "provider_unavailable", 1, 0],
  ["a 402", always(status(402, {})), "provider_unavailable", 1, 0],
  ["a 403", always(status(403, HTML)), "provider_unavailable", 1, 0],
  ["a 400 for moderation", always(status(400, error("moderation_blocked"))), "content_rejected", 1, 0],
  ["a 200 for moderation", always(answer(error("content_policy_violation"))), "content_rejected", 1, 1],
  ["another 400", always(status(400, error("unknown_parameter"))), "provider_unavailable", 1, 0],
  ["a 404", always(status(404, HTML)), "provider_unavailable", 1, 0],
  ["a 422", always(status(422, { detail: [] })), "provider_unavailable", 1, 0],
  ["bytes of HTML", always(sendImage(Buffer.from(HTML))), "provider_bad_response", 1, 1],
  ["an SVG", always(sendImage(SVG)), "provider_bad_response", 1, 1],
  ["a GIF", always(sendImage(GIF)), "provider_bad_response", 1, 1],
  ["a PNG of 60,000 by 60,000 px", always(sendImage(BOMB)), "provider_bad_response", 1, 1],
  ["half a PNG", always(sendImage(IMAGE.subarray(0, IMAGE.length / 2))), "provider_bad_response", 1, 1],
  ["50 MB", always(oversize().behaviour), "provider_bad_response", 1, 1],
  ["a URL of the metadata service", fromUrl("http://169.254.169.254/latest"), "provider_bad_response", 1, 1],
  ["a URL of a foreign host", fromUrl("https://example.com/a.png"), "provider_bad_response", 1, 1],
  [
    "a URL that redirects to a private address",
    fromUrl((origin) => `${origin}/run-27-/a.png`, status(302, "", { location: "http://10.0.0.1/a.png" })),
    "provider_bad_response",
    1,
    1,
  ],
  [
    "sexualised words about a child",
    { attributes: { age: 12, additional_details: "in lingerie" } },
    "content_rejected",
    0,
    0,
  ],
  [
    "a refusal of the other poses",
    { answer: (nth) => (nth === 1 ? sendImage() : OTHERS_REFUSED) },
    "content_rejected",
    4,
    1,
  ],
];

/** Failures that pass when the call is repeated. The caller notices only the delay. */
const PASSING: Readonly<Record<string, Misfortune>> = {
  "a 429": onceOnly(status(429, error("rate_limit"))),
  "a 503 of the vendor's own": onceOnly(status(503, error("server_busy"))),
  "a 503 with Retry-After": onceOnly(status(503, HTML, { "retry-after": "0" })),
};

/** The result of a run when the vendor dedupes. */
const DEDUPED: Readonly<Record<string, Misfortune>> = {
  "loses the second answer": {
    answer: (nth) => (nth === 2 ? resetAfterReading : sendImage()),
    meanwhile: { hair_color: "green", additional_details: "other words" },
  },
  "loses every answer": always(resetAfterReading),
  "has no image once": onceOnly(answer({ data: [] })),
  "refuses the key": always(status(401, {})),
};

let runs: FailingRuns;
let deduping: FailingRuns;
let unread: AsyncDisposable & { readonly origin: string };
beforeAll(async () => {
  unread = await startFakeVendor(hang, { resetUnread: true });
  const table = {
    ...Object.fromEntries(ROWS.map(([name, misfortune]) => [name, misfortune])),
    ...PASSING,
    "a closed port": { settings: { IMAGE_PROVIDER_BASE_URL: `http://127.0.0.1:${await closedPort()}/v1` } },
    "a host without address": { settings: { IMAGE_PROVIDER_BASE_URL: "http://vendor.invalid/v1" } },
    "a reset of an unread request": { settings: { IMAGE_PROVIDER_BASE_URL: `${unread.origin}/v1` } },
  };
  // Both run at the same time, because most of it is waiting for the next attempt.
  [runs, deduping] = await Promise.all([
    startFailingRuns(table),
    startFailingRuns(DEDUPED, { IMAGE_PROVIDER_DEDUPES: "true" }),
  ]);
});
afterAll(async () => {
  await Promise.all([runs[Symbol.asyncDispose](), deduping[Symbol.asyncDispose]()]);
  await unread[Symbol.asyncDispose]();
});

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const keysOf = (posts: readonly Seen[]) => new Set(posts.map(({ headers }) => headers["idempotency-key"]));

describe("a synthesis whose vendor answers", { timeout: 40_000 }, () => {
  test.each(ROWS)("%s fails and releases its hold, and nothing is sent that could be billed twice", async (...row) => {
    const [name, , code, posts, billed] = row;
    const end = await runs.end(name);
    expect({ ...end, posts: end.posts.length }).toMatchObject({
      status: "failed",
      error: code,
      posts,
      billed,
      held: 0,
    });
    expect(end.ledger).toEqual(["grant", "hold", "release"]);
    expect(keysOf(end.posts).size).toBe(Math.min(posts, name.includes("other poses") ? 4 : 1));
  });

  test.each(Object.keys(PASSING))(
    "%s once is repeated with the same key and body, and billed once per image",
    async (name) => {
      const end = await runs.end(name);
      expect({ ...end, posts: end.posts.length }).toMatchObject({
        status: "reviewing",
        error: null,
        posts: 5,
        billed: 4,
        held: 0,
      });
      expect(end.attempts).toEqual([2, 1, 1, 1]);
      expect(end.ledger).toEqual(["grant", "hold", "capture"]);
      const [first, second] = end.posts;
      expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
      expect(second?.body.equals(first?.body ?? Buffer.alloc(0))).toBe(true);
      expect(keysOf(end.posts).size).toBe(4);
    },
  );

  test.each(["a closed port", "a host without address"])(
    "nothing because of %s makes four tries and sends none of them",
    async (name) => {
      const end = await runs.end(name);
      expect(end).toMatchObject({ status: "failed", error: "provider_unavailable", posts: [], billed: 0, held: 0 });
      expect(end.attempts[0]).toBe(4);
    },
  );

  test("nothing because the connection is reset before the request was read is not repeated", async () => {
    const end = await runs.end("a reset of an unread request");
    expect(end).toMatchObject({ status: "failed", error: "provider_outcome_unknown", held: 0 });
    expect(end.attempts[0]).toBe(1);
  });

  test("nothing because the content check refuses the words has recorded no attempt", async () => {
    expect((await runs.end("sexualised words about a child")).attempts).toEqual([0, 0, 0, 0]);
  });

  test("what only an operator can fix is logged as an error, without prompt or key", async () => {
    await runs.end("another 400");
    const errors = runs.app.logged.filter(({ level }) => level === "error");
    expect(errors.length).toBeGreaterThan(0);
    expect(JSON.stringify(runs.app.logged)).not.toMatch(/sk-live|Person:|run-\d+-/);
  });
});

describe("a synthesis whose vendor dedupes", { timeout: 40_000 }, () => {
  test("repeats the lost call with the same prompt, seed, reference bytes and key", async () => {
    const end = await deduping.end("loses the second answer");
    expect({ ...end, posts: end.posts.length }).toMatchObject({ status: "reviewing", posts: 5 });
    const key = end.posts[1]?.headers["idempotency-key"];
    const [lost, again] = await Promise.all(
      end.posts.filter(({ headers }) => headers["idempotency-key"] === key).map(partsOf),
    );
    expect(again).toEqual(lost);
    expect(lost?.image?.length).toBeGreaterThan(100);
    expect(lost?.prompt).toContain("black hair");
  });

  test("fails after four calls with one key", async () => {
    const end = await deduping.end("loses every answer");
    expect({ ...end, posts: end.posts.length }).toMatchObject({
      status: "failed",
      error: "provider_outcome_unknown",
      posts: 4,
      held: 0,
    });
    expect(keysOf(end.posts).size).toBe(1);
    expect(end.ledger).toEqual(["grant", "hold", "release"]);
  });

  test("repeats the call after an answer without an image, but not after a refusal", async () => {
    expect(await deduping.end("has no image once")).toMatchObject({ status: "reviewing", attempts: [2, 1, 1, 1] });
    expect((await deduping.end("refuses the key")).posts).toHaveLength(1);
  });
});

/** The content of an edit request, without the boundary that separates its parts. */
async function partsOf(seen: Seen): Promise<Record<string, string>> {
  const parts: Record<string, string> = {};
  for (const [name, value] of await formOf(seen)) {
    parts[name] = typeof value === "string" ? value : Buffer.from(await value.arrayBuffer()).toString("base64");
  }
  return parts;
}
