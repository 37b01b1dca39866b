import { type GraphQLObjectType, isObjectType } from "graphql";
import { describe, expect, test } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { ERRORS } from "../../src/domain/errors.ts";
import { INVALID_INPUT_CODES, type Refusal } from "../../src/domain/refusals.ts";
import type { GraphqlContext } from "../../src/graphql/context.ts";
import { UserError, valueOrNull, valueOrRefusal } from "../../src/graphql/errors.ts";
import { schema } from "../../src/graphql/schema.ts";
import { describeRefusal } from "../../src/http/errors.ts";
import { argumentName, wireBody, withoutNulls } from "../../src/operations/wire-names.ts";

const context = {
  app: { publicUrl: () => "https://retake.test" } as AppContext,
  call: { requestId: "req_1" },
} as GraphqlContext;

const invalid = INVALID_INPUT_CODES.map(
  (code) => ({ kind: "invalid_input", code, message: "m", param: null }) as const,
);
const REFUSALS: readonly Refusal[] = [
  ...invalid,
  { kind: "character_state", status: "synthesizing", eligible: ["ready", "failed"] },
  { kind: "character_state", status: "ready", eligible: ["ready"], reason: "no_ref_set" },
  { kind: "character_not_ready", status: "reviewing" },
  { kind: "insufficient_credits", required: 4, available: 3, held: 2 },
  { kind: "not_found" },
  { kind: "idempotency_key_in_use", reason: "other_body" },
  { kind: "idempotency_key_in_use", reason: "other_operation" },
  { kind: "idempotency_key_in_use", reason: "in_flight" },
  { kind: "rate_limit_exceeded", bucket: "images_post", retryAfterSeconds: 7 },
];

function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

describe.each(REFUSALS)("the refusal $kind", (refusal) => {
  const error = thrown(() => valueOrRefusal(context, { ok: false, refusal })) as UserError;

  test("maps to an object type that implements UserError", () => {
    const type = schema.getType(error.name);
    expect(isObjectType(type) && type.getInterfaces().map(({ name }) => name)).toEqual(["UserError"]);
    expect(error).toBeInstanceOf(UserError);
  });

  test("has a value for each non-null field of that type", () => {
    const fields = Object.entries((schema.getType(error.name) as GraphQLObjectType).getFields());
    const required = fields.filter(([, { type }]) => String(type).endsWith("!")).map(([name]) => name);
    expect(required).toContain("code");
    expect(required.filter((name) => error[name as keyof UserError] === undefined)).toEqual([]);
  });

  test("has the code, type, message and doc URL of REST", () => {
    const { code, message } = describeRefusal(refusal);
    expect(error).toMatchObject({ code, message, type: ERRORS[code].type, requestId: "req_1" });
    expect(error.docUrl).toBe(`https://retake.test/errors#${code}`);
  });
});

test.each(REFUSALS.filter(({ kind }) => kind !== "invalid_input"))(
  "the refusal $kind has a message of one sentence",
  (refusal) => {
    expect(describeRefusal(refusal).message).toMatch(/^[A-Z][^\n]*\.$/);
  },
);

test("a refusal has the details of REST", () => {
  expect(describeRefusal({ kind: "insufficient_credits", required: 4, available: 3, held: 2 }).details).toEqual({
    required: 4,
    available: 3,
    held: 2,
  });
  const limited = describeRefusal({ kind: "rate_limit_exceeded", bucket: "images_post", retryAfterSeconds: 7 });
  expect(limited).toMatchObject({ details: { bucket: "images_post", retry_after_seconds: 7 }, retryAfterSeconds: 7 });
  expect(describeRefusal({ kind: "idempotency_key_in_use", reason: "in_flight" }).retryAfterSeconds).toBe(1);
  expect(describeRefusal({ kind: "idempotency_key_in_use", reason: "other_body" }).retryAfterSeconds).toBeNull();
});

describe("the outcome of an operation", () => {
  test("becomes its value, or throws its refusal", () => {
    expect(valueOrRefusal(context, { ok: true, value: 7 })).toBe(7);
    expect(() => valueOrRefusal(context, { ok: false, refusal: { kind: "not_found" } })).toThrow(UserError);
  });

  test("becomes null in a query only when nothing was found", () => {
    expect(valueOrNull(context, { ok: false, refusal: { kind: "not_found" } })).toBeNull();
    const limited = { kind: "rate_limit_exceeded", bucket: "reads", retryAfterSeconds: 1 } as const;
    expect(() => valueOrNull(context, { ok: false, refusal: limited })).toThrow(UserError);
  });
});

describe("the names of fields and arguments", () => {
  test.each([
    ["name", "name"],
    ["attributes.hair_color", "attributes.hairColor"],
    ["Idempotency-Key", "idempotencyKey"],
    ["upload_ids.0", "uploadIds.0"],
    ["ttl_seconds", "ttlSeconds"],
  ])("are converted from REST to GraphQL spelling: %s → %s", (rest, graphql) => {
    expect(argumentName(rest)).toBe(graphql);
  });

  test("are converted from GraphQL to REST spelling, and null members are dropped", () => {
    const attributes = { hairColor: "red", age: null, additionalDetails: undefined };
    expect(wireBody({ name: "x", attributes, uploadIds: ["a"], generate: null, forceAll: false })).toStrictEqual({
      name: "x",
      attributes: { hair_color: "red" },
      upload_ids: ["a"],
      force_all: false,
    });
  });

  test("keep their spelling when only null members are dropped", () => {
    const attributes = { hairColor: "red", age: null };
    expect(
      withoutNulls({ name: "x", attributes, generate: null, forceAll: false, uploadIds: undefined }),
    ).toStrictEqual({
      name: "x",
      attributes: { hairColor: "red" },
      forceAll: false,
    });
  });
});
