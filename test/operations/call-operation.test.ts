import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { AppContext } from "../../src/context.ts";
import type { BucketState } from "../../src/domain/buckets.ts";
import type { Call, Scope } from "../../src/domain/principal.ts";
import { ok, type Refused, refuse } from "../../src/domain/refusals.ts";
import { lookupId } from "../../src/operations/input.ts";
import { callOperation, defineOperation, refusalKinds } from "../../src/operations/operation.ts";
import { createLocalRateLimiter } from "../../src/services/rate-limits/rate-limits.ts";

const clock = { now: () => new Date(1_800_000_000_000) };
const app = () =>
  ({ localRateLimiter: createLocalRateLimiter(clock), config: { IDEMPOTENCY_TTL_SECONDS: 60 } }) as AppContext;

function caller(scope: Scope): { readonly call: Call; readonly states: BucketState[] } {
  const states: BucketState[] = [];
  const principal = { teamId: "team_1", keyId: "key_1", scope, pinnedVersion: "2026-05-15" } as const;
  const call: Call = {
    principal,
    requestId: "req_1",
    version: "2026-05-15",
    onRateLimitState: (state) => void states.push(state),
  };
  return { call, states };
}

const input = z.strictObject({ id: lookupId, size: z.int() });
const SIZED = { id: "x", size: 1 };

const free = defineOperation({
  name: "measure",
  scope: "write",
  bucket: null,
  idempotent: false,
  refusals: [],
  input,
  run: async ({ input: { size } }) => ok(size),
});
const limited = defineOperation({ ...free, bucket: "characters_post" });
const keyed = defineOperation({
  name: "create_image",
  scope: "write",
  bucket: "images_post",
  idempotent: true,
  refusals: ["not_found"],
  input,
  target: ({ id }) => `target ${id}`,
  run: async ({ idempotency }) => (idempotency ? ok(idempotency) : refuse({ kind: "not_found" })),
});

const KEY_ISSUE = { code: "invalid_format", param: "Idempotency-Key" };

describe("a call of an operation", () => {
  test("throws missing_scope before its input is validated", async () => {
    const { call } = caller("read");
    await expect(callOperation(app(), call, free, { args: {} })).rejects.toMatchObject({ code: "missing_scope" });
    expect(await callOperation(app(), caller("write").call, free, { args: SIZED })).toEqual(ok(1));
  });

  test("takes a token after its input is validated, and is refused when there is none", async () => {
    const { call, states } = caller("write");
    const here = app();
    expect(await callOperation(here, call, limited, { args: { id: "x" } })).toMatchObject({ ok: false });
    expect(states).toEqual([]);
    expect(await callOperation(here, call, limited, { args: SIZED })).toEqual(ok(1));
    expect(states.map(({ bucket, remaining }) => [bucket, remaining])).toEqual([["characters_post", 59]]);
    while (here.localRateLimiter.take("team_1", "characters_post").admitted);
    expect(await callOperation(here, call, limited, { args: SIZED })).toEqual({
      ok: false,
      refusal: { kind: "rate_limit_exceeded", bucket: "characters_post", retryAfterSeconds: 2 },
    });
  });

  test("lists an invalid idempotency key before the issues of its input", async () => {
    const { call } = caller("write");
    const refused = await callOperation(app(), call, keyed, { args: { id: "x" }, idempotencyKey: "" });
    expect(refused).toMatchObject({
      refusal: { kind: "invalid_input", ...KEY_ISSUE, others: [{ code: "missing_field", param: "size" }] },
    });
    const validated = (await callOperation(app(), call, keyed, { input: SIZED, idempotencyKey: "" })) as Refused;
    expect(validated.refusal).toMatchObject({ kind: "invalid_input", ...KEY_ISSUE });
    expect(validated.refusal).not.toHaveProperty("others");
  });

  test("ignores the key when it takes none", async () => {
    const { call } = caller("write");
    expect(await callOperation(app(), call, free, { input: SIZED, idempotencyKey: "" })).toEqual(ok(1));
  });

  test("binds its key to the team, the operation and the target, for the configured time", async () => {
    const { call, states } = caller("write");
    const request = { input: SIZED, wireBody: { size: 1 }, idempotencyKey: "k" };
    expect(await callOperation(app(), call, keyed, request)).toMatchObject({
      value: { teamId: "team_1", apiKeyId: "key_1", operation: "create_image", idempotencyKey: "k", ttlSeconds: 60 },
    });
    expect(states).toEqual([]);
    const fingerprintOf = async (target: string) => {
      const outcome = await callOperation(app(), call, keyed, { ...request, input: { id: target, size: 1 } });
      return outcome.ok ? outcome.value.fingerprint : null;
    };
    expect(await fingerprintOf("x")).toEqual(await fingerprintOf("x"));
    expect(await fingerprintOf("x")).not.toEqual(await fingerprintOf("y"));
  });
});

test("an operation can refuse its input unless that is only an id, and exceed a rate limit unless it takes no token", () => {
  expect(refusalKinds(free)).toEqual(["invalid_input"]);
  expect(refusalKinds(limited)).toEqual(["invalid_input", "rate_limit_exceeded"]);
  expect(refusalKinds(keyed)).toEqual(["invalid_input", "not_found", "rate_limit_exceeded"]);
  expect(refusalKinds({ ...free, input: z.strictObject({ id: lookupId }) })).toEqual([]);
});
