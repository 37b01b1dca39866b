import { describe, expect, test } from "vitest";
import type { Database } from "../../src/db/client.ts";
import type { IdempotentRequest } from "../../src/services/accept/accept.ts";
import { acceptUploadCreation, type UploadCreationRequest } from "../../src/services/accept/accept-upload-creation.ts";
import { createCallLimiter } from "../../src/services/accept/call-limiter.ts";
import { createLocalRateLimiter } from "../../src/services/rate-limits/rate-limits.ts";

const CALL: IdempotentRequest = {
  teamId: "t",
  apiKeyId: "key_test",
  idempotencyKey: "k",
  operation: "create_character",
  fingerprint: Buffer.of(0),
  ttlSeconds: 60,
};
const REQUEST: UploadCreationRequest = {
  characterId: "c",
  name: "A",
  attributes: null,
  clientReferenceId: null,
  version: "2026-05-15",
  uploadIds: ["u"],
  identitySeed: 1,
};

/**
 * The remaining tokens of a burst of sixty after this result of the statement, and the values that the statement
 * received.
 */
async function left(answer: () => object, request = REQUEST) {
  const passed: unknown[] = [];
  const sql = async (_: unknown, ...values: unknown[]) => {
    passed.push(...values);
    return [answer()];
  };
  const db = { sql: Object.assign(sql, { json: (value: unknown) => ({ json: value }) }) } as unknown as Database;
  const buckets = createLocalRateLimiter({ now: () => new Date(1_800_000_000_000) });
  const end = await acceptUploadCreation(db, createCallLimiter(4), buckets, CALL, request).then(
    ({ outcome }) => outcome,
    (error: Error) => error.message,
  );
  return { end, tokens: buckets.find("t", "characters_post").remaining, passed };
}
const UPLOAD_INVALID = {
  kind: "invalid_input",
  code: "upload_invalid",
  message: "It is unknown.",
  param: "upload_ids",
};
const CHARACTER = {
  id: "c",
  team_id: "t",
  name: "A",
  status: "ready",
  version: 1,
  refs: [],
  ref_set_number: 1,
  attributes: null,
  client_reference_id: null,
  error_message: null,
  aurous_version: "2026-05-15",
  created_at: "2026-05-15T12:00:00+00:00",
  updated_at: "2026-05-15T12:00:00+00:00",
};
const made = (outcome: string) => () => ({ outcome, facts: { character: CHARACTER, synthesis: null }, bucket: null });
const refused = (refusal: object) => () => ({ outcome: "refused", facts: refusal, bucket: null });

describe("a creation from uploads", () => {
  test.each([
    ["accepted", made("accepted"), 59],
    ["replayed", made("replayed"), 60],
    ["refused", refused({ kind: "idempotency_key_in_use", reason: "other_body" }), 60],
    ["refused", refused(UPLOAD_INVALID), 59],
    [
      "away",
      () => {
        throw new Error("away");
      },
      60,
    ],
  ] as const)("takes a token only where the contract says so: %s (%#)", async (end, answer, tokens) => {
    expect(await left(answer)).toMatchObject({ end, tokens });
  });

  test("is stored with its attributes, or without any", async () => {
    expect((await left(made("accepted"))).passed).toMatchObject([{ json: { attributes: null } }]);
    const some = await left(made("accepted"), { ...REQUEST, attributes: { age: 3 } });
    expect(some.passed).toMatchObject([{ json: { attributes: { age: 3 } } }]);
  });
});
