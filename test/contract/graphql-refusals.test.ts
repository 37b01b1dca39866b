import { isUnionType } from "graphql";
import { expect, test } from "vitest";
import { BUCKETS, type BucketName } from "../../src/domain/buckets.ts";
import { ERRORS, type ErrorCode } from "../../src/domain/errors.ts";
import { schema } from "../../src/graphql/schema.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { contractApp, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();

type Started = Awaited<ReturnType<typeof contract.start>>;
type StartOptions = Parameters<typeof contract.start>[1];

/** One mutation: its field with valid arguments for a ready character, and its rate limit bucket. */
type Mutation = { readonly field: (id: string, extra?: string) => string; readonly bucket: BucketName };

const ATTRIBUTES = "attributes: { age: 30 }";
const MUTATIONS = {
  resynthesizeCharacter: {
    field: (id, extra = "") => `resynthesizeCharacter(id: "${id}" ${extra})`,
    bucket: "characters_synthesize",
  },
  createCharacter: {
    field: (_id, extra = `input: { name: "M", generate: true, ${ATTRIBUTES} }`) => `createCharacter(${extra})`,
    bucket: "characters_synthesize",
  },
  regenerateCharacterRef: {
    field: (id, extra = "pose: SIDE") => `regenerateCharacterRef(id: "${id}" ${extra})`,
    bucket: "characters_synthesize",
  },
  createImage: {
    field: (id, extra = `input: { prompt: "a lamp", characterId: "${id}" }`) => `createImage(${extra})`,
    bucket: "images_post",
  },
  createAccessToken: {
    field: (_id, extra = "ttlSeconds: 60") => `createAccessToken(scope: READ, ${extra})`,
    bucket: "reads",
  },
  cancelSynthesis: { field: (id) => `cancelSynthesis(characterId: "${id}")`, bucket: "characters_post" },
  saveCharacter: { field: (id) => `saveCharacter(id: "${id}")`, bucket: "characters_post" },
  updateCharacter: {
    field: (id, extra = `name: "Nina"`) => `updateCharacter(id: "${id}", input: { ${extra} })`,
    bucket: "characters_post",
  },
  deleteCharacter: { field: (id) => `deleteCharacter(id: "${id}")`, bucket: "characters_post" },
  restoreRefSet: {
    field: (id, extra = "number: 1") => `restoreRefSet(characterId: "${id}", ${extra})`,
    bucket: "characters_post",
  },
} as const satisfies Record<string, Mutation>;
type MutationName = keyof typeof MUTATIONS;

/** Mutations that uploads.test.ts and api-keys.test.ts test on their own. */
const ELSEWHERE = ["initUpload", "revokeApiKey"];

test("every mutation is in this table", () => {
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  expect(mutations.toSorted()).toEqual([...Object.keys(MUTATIONS), ...ELSEWHERE].toSorted());
});

const CREATE = `input: { name: "M", generate: true, ${ATTRIBUTES} }, idempotencyKey: "k"`;

/** Invalid arguments, the parameter that the error names, and its code. */
const WRONG: { readonly [M in MutationName]?: readonly [extra: string, param: string, code: ErrorCode] } = {
  resynthesizeCharacter: ['idempotencyKey: ""', "idempotencyKey", "invalid_format"],
  createCharacter: ['input: { name: "M" }', "generate", "parameter_invalid_combination"],
  regenerateCharacterRef: ["pose: OTHER", "pose", "value_out_of_range"],
  createImage: ['input: { prompt: "" }', "prompt", "value_out_of_range"],
  createAccessToken: ["ttlSeconds: 59", "ttlSeconds", "value_out_of_range"],
  updateCharacter: ['name: ""', "name", "value_out_of_range"],
  restoreRefSet: ["number: 0", "number", "value_out_of_range"],
};

/** The call with a key that was accepted with another call. */
const KEYED: { readonly [M in MutationName]?: (id: string) => string } = {
  resynthesizeCharacter: (id) => MUTATIONS.resynthesizeCharacter.field(id, 'forceAll: true, idempotencyKey: "k"'),
  createCharacter: (id) => MUTATIONS.createCharacter.field(id, CREATE),
  regenerateCharacterRef: (id) => MUTATIONS.regenerateCharacterRef.field(id, 'pose: SIDE, idempotencyKey: "k"'),
  createImage: (id) => MUTATIONS.createImage.field(id, 'input: { prompt: "a lamp" }, idempotencyKey: "k"'),
};

type Refusal = {
  readonly code: ErrorCode;
  readonly param?: string;
  readonly details: object;
};
type Situation = {
  readonly options?: StartOptions;
  readonly before?: (started: Started) => Promise<unknown>;
  readonly call: (mutation: Mutation, name: MutationName, id: string) => string;
  readonly refusal: (mutation: Mutation, name: MutationName) => Refusal;
};

/** How each kind of refusal is produced. */
const SITUATIONS: Readonly<Record<string, Situation>> = {
  InvalidInputError: {
    call: ({ field }, name, id) => field(id, WRONG[name]?.[0]),
    refusal: (_mutation, name) => {
      const [, param = "", code = "invalid_format"] = WRONG[name] ?? [];
      return { code, param, details: {} };
    },
  },
  NotFoundError: {
    call: ({ field }) => field(UNKNOWN_ID),
    refusal: () => ({ code: "resource_not_found", details: {} }),
  },
  CharacterStateError: {
    options: { status: "failed" },
    before: ({ id, client }) => client.resynthesize(id),
    call: ({ field }, _name, id) => field(id),
    refusal: (_mutation, name) => ({
      code: "invalid_request_error",
      details: {
        status: "SYNTHESIZING",
        eligible: name === "saveCharacter" ? ["REVIEWING", "READY"] : ["REVIEWING", "READY", "FAILED"],
      },
    }),
  },
  CharacterNotReadyError: {
    options: { status: "reviewing" },
    call: ({ field }, _name, id) => field(id),
    refusal: () => ({ code: "character_not_ready", details: { status: "REVIEWING" } }),
  },
  InsufficientCreditsError: {
    options: { credits: 0 },
    call: ({ field }, _name, id) => field(id),
    refusal: (_mutation, name) => ({
      code: "insufficient_credits",
      details: {
        required: name === "resynthesizeCharacter" || name === "createCharacter" ? 4 : 1,
        available: 0,
        held: 0,
      },
    }),
  },
  IdempotencyKeyInUseError: {
    before: ({ id, client }) => client.resynthesize(id, { key: "k" }),
    call: (_mutation, name, id) => KEYED[name]?.(id) ?? "",
    refusal: (_mutation, name) => ({
      code: "idempotency_key_in_use",
      details: { reason: name === "resynthesizeCharacter" ? "OTHER_BODY" : "OTHER_OPERATION" },
    }),
  },
};

const DOCUMENT = (field: string) => `mutation { result: ${field} { __typename
  ... on UserError { type code message param docUrl requestId }
  DETAILS } }`;
/** The details to select on each member: a union accepts no fragment on a type that it does not contain. */
const DETAILS: Readonly<Record<string, string>> = {
  CharacterStateError: "status eligible",
  CharacterNotReadyError: "status",
  InsufficientCreditsError: "required available held",
  IdempotencyKeyInUseError: "reason",
  RateLimitExceededError: "bucket retryAfterSeconds",
};

async function refuse({ team }: Started, field: string, member: string) {
  const details = DETAILS[member] ? `... on ${member} { ${DETAILS[member]} }` : "";
  const { status, headers, body } = await graphqlCall(
    contract.url(),
    team.apiKey,
    DOCUMENT(field).replace("DETAILS", details),
  );
  expect([status, body.errors]).toEqual([200, undefined]);
  return { result: body.data?.result, requestId: headers.get("aurous-request-id") };
}

const expected = (member: string, { code, param, details }: Refusal, requestId: string | null) => ({
  __typename: member,
  type: ERRORS[code].type,
  code,
  message: expect.stringMatching(/^\S.*\.$/),
  param: param ?? null,
  docUrl: `${contract.url()}/errors#${code}`,
  requestId,
  ...details,
});

/** The error members of every mutation's union. */
const MEMBERS = (Object.keys(MUTATIONS) as MutationName[]).flatMap((name) => {
  const union = schema.getType(`${name.charAt(0).toUpperCase()}${name.slice(1)}Result`);
  const members = isUnionType(union) ? union.getTypes().map((type) => type.name) : [];
  return members.filter((member) => !member.endsWith("Success")).map((member) => [name, member] as const);
});

const notThere = ([name, member]: readonly [MutationName, string]) =>
  // Over GraphQL a synthesis id is always text, and any text is looked up.
  name === "cancelSynthesis" && member === "InvalidInputError";

test.each(MEMBERS.filter((row) => row[1] !== "RateLimitExceededError" && !notThere(row)))(
  "%s can return %s with its details",
  async (name, member) => {
    const situation = SITUATIONS[member];
    if (!situation) throw new Error(`no situation produces ${member}`);
    const isCancel = name === "cancelSynthesis" && member === "CharacterStateError";
    const started = await contract.start("graphql", isCancel ? {} : (situation.options ?? {}));
    const release = contract.holdImages();
    if (!isCancel) await situation.before?.(started);
    const mutation: Mutation = MUTATIONS[name];
    const { result, requestId } = await refuse(started, situation.call(mutation, name, started.id), member);
    release();
    const refusal = isCancel
      ? { code: "invalid_request_error" as const, details: { status: "READY", eligible: ["SYNTHESIZING"] } }
      : situation.refusal(mutation, name);
    expect(result).toEqual(expected(member, refusal, requestId));
  },
);

test.each(Object.keys(MUTATIONS) as MutationName[])("%s can return RateLimitExceededError", async (name) => {
  const { field, bucket }: Mutation = MUTATIONS[name];
  const started = await contract.start("graphql");
  const { teamId } = started.team;
  const { localRateLimiter, db } = contract.app().app;
  const { burst, intervalMs } = BUCKETS[bucket];
  await db.sql`select retake.take_token(${teamId}, ${bucket}, ${burst}, ${intervalMs}) from generate_series(1, ${burst + 1})`;
  // A bucket that refills ten tokens a second may have one again by the time of the call.
  const { result, requestId } = await waitFor("the refusal", async () => {
    while (localRateLimiter.take(teamId, bucket).admitted);
    const answer = await refuse(started, field(started.id), "RateLimitExceededError");
    return JSON.stringify(answer.result).includes("retryAfterSeconds") && answer;
  });
  const details = { bucket, retryAfterSeconds: expect.any(Number) };
  expect(result).toEqual(expected("RateLimitExceededError", { code: "rate_limit_exceeded", details }, requestId));
});

test("names an invalid field as the GraphQL caller wrote it", async () => {
  const started = await contract.start("graphql");
  const field = `createCharacter(input: { name: "M", generate: true, attributes: { hairColor: "" } })`;
  const { result } = await refuse(started, field, "InvalidInputError");
  expect(result).toMatchObject({
    param: "attributes.hairColor",
    message: "attributes.hairColor: must have 1 to 100 characters.",
  });
});

test("names no field by its REST spelling over GraphQL", async () => {
  const started = await contract.start("graphql");
  const { result } = await refuse(started, 'createCharacter(input: { name: "M" })', "InvalidInputError");
  expect(result).toMatchObject({ param: "generate", message: "generate: must be true when no uploads are given." });
});
