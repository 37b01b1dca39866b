import { once } from "node:events";
import { createServer } from "node:net";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import type { ProviderFailureKind } from "../../../src/providers/provider.ts";
import { waitFor } from "../../helpers/wait-for.ts";
import { answer, hang, json, oversize, resetAfterReading, sendImage, status, truncated } from "./behaviours.ts";
import { type Behaviour, startFakeVendor } from "./fake-vendor.ts";
import { callOf, failureOf, provider, REQUEST, SECRET_KEY, SECRET_PROMPT } from "./vendor-helpers.ts";

const error = (code: string, message = "no") => ({ error: { message, code, type: "invalid_request_error" } });
const HTML = "<html><body>Bad gateway</body></html>";

/** What the vendor does, how the failure is classified, and how many calls were billed. */
const ROWS: readonly (readonly [string, Behaviour, ProviderFailureKind, number, number | null])[] = [
  ["a 429", status(429, error("rate_limit_exceeded")), "not_sent", 0, null],
  ["a 429 with Retry-After", status(429, HTML, { "retry-after": "7" }), "not_sent", 0, 7],
  ["a 429 whose quota is used up", status(429, error("insufficient_quota")), "unavailable", 0, null],
  ["a 400 at the billing limit", status(400, error("billing_hard_limit_reached")), "unavailable", 0, null],
  ["a 503 with Retry-After", status(503, HTML, { "retry-after": "3" }), "not_sent", 0, 3],
  ["a 503 with the vendor's own error", status(503, error("server_busy")), "not_sent", 0, null],
  ["a bare 503", status(503, HTML), "outcome_unknown", 0, null],
  ["a 503 with the JSON of a proxy", status(503, { message: "upstream" }), "outcome_unknown", 0, null],
  ["a 503 with an unreadable Retry-After", status(503, HTML, { "retry-after": "soon" }), "outcome_unknown", 0, null],
  ["a 500 with the vendor's own error", status(500, error("server_error")), "outcome_unknown", 0, null],
  ["a 502", status(502, HTML), "outcome_unknown", 0, null],
  ["a 504", status(504, HTML), "outcome_unknown", 0, null],
  ["a 401", status(401, error("invalid_api_key")), "unavailable", 0, null],
  ["a 402", status(402, {}), "unavailable", 0, null],
  ["a 403", status(403, HTML), "unavailable", 0, null],
  ["a 400 for moderation", status(400, error("moderation_blocked")), "rejected", 0, null],
  ["a 400 for the content policy", status(400, error("content_policy_violation")), "rejected", 0, null],
  ["a 403 for a content filter", status(403, error("content_filter")), "rejected", 0, null],
  ["another 400", status(400, error("unknown_parameter")), "unavailable", 0, null],
  ["a 404", status(404, HTML), "unavailable", 0, null],
  ["a 422", status(422, { detail: [] }), "unavailable", 0, null],
  ["a 408", status(408, ""), "outcome_unknown", 0, null],
  ["a redirect of the paid request", status(307, "", { location: "/v1/elsewhere" }), "unavailable", 0, null],
  ["a reset after the request was read", resetAfterReading, "outcome_unknown", 1, null],
  ["a truncated answer", truncated, "outcome_unknown", 1, null],
  ["an answer of HTML", answer(HTML), "outcome_unknown", 1, null],
  ["an empty answer", answer(""), "outcome_unknown", 1, null],
  ["an answer without an image", answer({ data: [] }), "outcome_unknown", 1, null],
  ["an answer of an unknown form", answer({ ok: true }), "outcome_unknown", 1, null],
  ["a refusal of the content with status 200", answer(error("content_policy_violation")), "rejected", 1, null],
  ["an image that is not base64", answer({ data: [{ b64_json: "%%%%" }] }), "unusable", 1, null],
];

describe("a call of a vendor", () => {
  test.each(ROWS)("that ends with %s is classified correctly and sent once", async (...row) => {
    const [, behaviour, kind, billed, retryAfterSeconds] = row;
    await using vendor = await startFakeVendor(behaviour);
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect({ kind: failure.kind, retryAfterSeconds: failure.retryAfterSeconds }).toEqual({ kind, retryAfterSeconds });
    expect(vendor.posts()).toHaveLength(1);
    expect(vendor.billed()).toBe(billed);
  });

  test("is certainly not sent when no server listens", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const failure = await failureOf((await provider(`http://127.0.0.1:${port}`)).generate(REQUEST, callOf()));
    expect(failure).toMatchObject({ kind: "not_sent", message: "no connection (ECONNREFUSED)" });
  });

  test("is certainly not sent when the host has no address", async () => {
    const failure = await failureOf((await provider("http://vendor.invalid")).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("not_sent");
  });

  test("has an unknown outcome when the connection is reset before the request was read", async () => {
    await using vendor = await startFakeVendor(hang, { resetUnread: true });
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("outcome_unknown");
  });

  test("has an unknown outcome when no answer comes in time", async () => {
    await using vendor = await startFakeVendor(hang);
    const impatient = await provider(vendor.origin, { IMAGE_PROVIDER_TIMEOUT_MS: 150 });
    const failure = await failureOf(impatient.generate(REQUEST, callOf()));
    expect(failure).toMatchObject({ kind: "outcome_unknown", message: "the vendor did not answer in time" });
    expect(vendor.billed()).toBe(1);
  });

  test("has an unknown outcome at once when the server answers with another protocol", async () => {
    await using vendor = await startFakeVendor(({ response, bill }) => {
      bill();
      response.socket?.write("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n");
    });
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure).toMatchObject({ kind: "outcome_unknown", message: "the connection broke (UPGRADE)" });
  });

  test("has an unknown outcome when the caller's own time limit ends it", async () => {
    await using vendor = await startFakeVendor(hang);
    const patient = await provider(vendor.origin);
    const failure = await failureOf(patient.generate(REQUEST, callOf({ signal: AbortSignal.timeout(150) })));
    expect(failure.kind).toBe("outcome_unknown");
  });

  test("is aborted and its connection closed when the caller cancels it", async () => {
    let closed = false;
    await using vendor = await startFakeVendor(({ response }) => {
      response.once("close", () => {
        closed = true;
      });
    });
    const ours = new AbortController();
    const ending = failureOf((await provider(vendor.origin)).generate(REQUEST, callOf({ signal: ours.signal })));
    await waitFor("the call to arrive", () => vendor.calls.length === 1);
    ours.abort();
    expect((await ending).kind).toBe("aborted");
    await waitFor("the connection to close", () => closed);
  });

  test("sends nothing when it was cancelled before it began", async () => {
    await using vendor = await startFakeVendor(sendImage());
    const signal = AbortSignal.abort();
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf({ signal })));
    expect(failure.kind).toBe("aborted");
    expect(vendor.calls).toHaveLength(0);
  });

  test("reads no more than 20 MB of an answer of 50 MB", async () => {
    const endless = oversize();
    await using vendor = await startFakeVendor(endless.behaviour);
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.kind).toBe("unusable");
    expect(vendor.billed()).toBe(1);
    expect(endless.written()).toBeLessThan(40_000_000);
  });

  test("asks for an uncompressed answer, so that a small answer can't grow", async () => {
    await using vendor = await startFakeVendor(sendImage());
    await (await provider(vendor.origin)).generate(REQUEST, callOf());
    expect(vendor.calls[0]?.headers["accept-encoding"]).toBe("identity");
  });

  test("has no prompt, answer or key in its error, but the vendor's request id", async () => {
    const echo = { error: { message: `bad ${SECRET_PROMPT} for ${SECRET_KEY}`, code: SECRET_KEY, type: "x" } };
    await using vendor = await startFakeVendor(({ response }) =>
      json(response, 400, echo, { "x-request-id": "req-77" }),
    );
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    const shown = `${inspect(failure, { depth: 10, showHidden: true })} ${JSON.stringify(failure)}`;
    expect(shown).not.toContain(SECRET_KEY);
    expect(shown).not.toContain("heron");
    expect(failure.requestId).toBe("req-77");
  });

  test("does not use an API key as the vendor's request id", async () => {
    await using vendor = await startFakeVendor(status(400, {}, { "x-request-id": `id-${SECRET_KEY}` }));
    const failure = await failureOf((await provider(vendor.origin)).generate(REQUEST, callOf()));
    expect(failure.requestId).toBeNull();
  });
});
