import { expect, test } from "vitest";
import { CallError, ERRORS, type ErrorCode } from "../../src/domain/errors.ts";
import { INVALID_INPUT_CODES } from "../../src/domain/refusals.ts";
import { revokeKey } from "../../src/operations/operator.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createClient, TRANSPORTS } from "../helpers/clients.ts";
import { connect } from "../helpers/connect.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { type RestAnswer, restCall } from "../helpers/rest-client.ts";
import { expectOk } from "../helpers/seed.ts";
import { contractApp, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();
const call = (apiKey: string | null, method: string, path: string, init?: Parameters<typeof restCall>[4]) =>
  restCall(contract.url(), apiKey, method, path, init);
const start = () => contract.start("rest");
const create = (body: unknown) => async () => call((await start()).team.apiKey, "POST", "/v1/characters", { body });
const attributes = { age: 30 };
/** Sends two different calls with the same key. */
const conflict = (path: (id: string) => string, body?: unknown) => async () => {
  const { team, id } = await start();
  const other = await contract.app().seed.character(team.teamId);
  await call(team.apiKey, "POST", `/v1/characters/${id}/resynthesize`, { key: "k" });
  return call(team.apiKey, "POST", path(body ? id : other), { key: "k", ...(body ? { body } : {}) });
};

type Row = readonly [
  status: number,
  type: string,
  code: ErrorCode,
  param: string | null,
  how: () => Promise<RestAnswer>,
];

/** The error table of docs/contract.md, row by row. The codes of `/storage` and of internal errors are tested below. */
const TABLE: readonly Row[] = [
  [400, "invalid_request", "missing_field", "name", create({ generate: true, attributes })],
  [400, "invalid_request", "invalid_format", "name", create({ name: 7, generate: true, attributes })],
  [400, "invalid_request", "value_out_of_range", "name", create({ name: "", generate: true, attributes })],
  [400, "invalid_request", "invalid_request", "color", create({ name: "M", generate: true, attributes, color: "red" })],
  [400, "invalid_request", "invalid_request", null, create("{not json")],
  [400, "invalid_request", "parameter_invalid_combination", "generate", create({ name: "M" })],
  [400, "invalid_request", "upload_invalid", "upload_ids", create({ name: "M", upload_ids: ["upl_nope"] })],
  [
    400,
    "invalid_request",
    "unknown_version",
    "Aurous-Version",
    async () =>
      call((await start()).team.apiKey, "GET", "/v1/balance", { headers: { "aurous-version": "1999-01-01" } }),
  ],
  [
    400,
    "invalid_request",
    "invalid_page_token",
    "starting_after",
    async () => call((await start()).team.apiKey, "GET", "/v1/characters?starting_after=nope"),
  ],
  [
    400,
    "invalid_request",
    "invalid_request_error",
    null,
    async () => {
      const { team, id } = await start();
      return call(team.apiKey, "POST", `/v1/characters/${id}/cancel`);
    },
  ],
  [
    400,
    "invalid_request",
    "character_not_ready",
    null,
    async () => {
      const { team, id } = await contract.start("rest", { status: "reviewing" });
      return call(team.apiKey, "POST", "/v1/images", { body: { prompt: "a lamp", character_id: id } });
    },
  ],
  [401, "authentication", "missing_api_key", null, () => call(null, "GET", "/v1/balance")],
  [401, "authentication", "invalid_api_key", null, () => call("al_live_nope", "GET", "/v1/balance")],
  [
    401,
    "authentication",
    "revoked_api_key",
    null,
    async () => {
      const { team } = await start();
      expectOk(await revokeKey(contract.app().app, team.keyId));
      return call(team.apiKey, "GET", "/v1/balance");
    },
  ],
  [
    401,
    "authentication",
    "token_expired",
    null,
    async () => {
      const { team, client } = await contract.start("rest");
      const token = (await client.createToken("read", 60)).value?.token ?? "";
      await contract.app().app.db
        .sql`update retake.api_keys set expires_at = retake.clock_now() where parent_id = ${team.keyId}`;
      return call(token, "GET", "/v1/balance");
    },
  ],
  [
    403,
    "authentication",
    "missing_scope",
    null,
    async () => {
      const { apiKey } = await contract.app().seed.team({ scope: "read" });
      return call(apiKey, "POST", `/v1/characters/${UNKNOWN_ID}/save`);
    },
  ],
  [
    402,
    "invalid_request",
    "insufficient_credits",
    null,
    async () => {
      const { team, id } = await contract.start("rest", { credits: 3 });
      return call(team.apiKey, "POST", `/v1/characters/${id}/resynthesize`);
    },
  ],
  [
    404,
    "not_found",
    "resource_not_found",
    null,
    async () => call((await start()).team.apiKey, "GET", `/v1/characters/${UNKNOWN_ID}`),
  ],
  [404, "not_found", "resource_not_found", null, () => call(null, "GET", "/v1/nothing")],
  [405, "invalid_request", "method_not_allowed", null, () => call(null, "PUT", "/v1/balance")],
  [413, "invalid_request", "payload_too_large", null, create(`"${"x".repeat(256 * 1024)}"`)],
  [
    415,
    "invalid_request",
    "unsupported_media_type",
    null,
    async () =>
      call((await start()).team.apiKey, "POST", "/v1/characters", {
        body: "name=M",
        headers: { "content-type": "text/plain" },
      }),
  ],
  [409, "invalid_request", "idempotency_key_in_use", null, conflict((id) => `/v1/characters/${id}/resynthesize`)],
  [
    409,
    "invalid_request",
    "idempotency_key_in_use",
    null,
    conflict((id) => `/v1/characters/${id}/resynthesize`, { force_all: true }),
  ],
  [
    429,
    "rate_limit",
    "rate_limit_exceeded",
    null,
    async () => {
      const { team } = await start();
      const { localRateLimiter } = contract.app().app;
      while (localRateLimiter.take(team.teamId, "characters_post").admitted);
      return call(team.apiKey, "POST", `/v1/characters/${UNKNOWN_ID}/save`);
    },
  ],
];

const DETAILS: { readonly [C in ErrorCode]?: unknown } = {
  invalid_request_error: { status: "ready", eligible: ["synthesizing"] },
  insufficient_credits: { required: 4, available: 3, held: 0 },
  idempotency_key_in_use: { reason: expect.stringMatching(/^other_(body|operation)$/) },
  rate_limit_exceeded: { bucket: "characters_post", retry_after_seconds: expect.any(Number) },
};

test.each(TABLE)("answers with %i %s %s, param %s", async (status, type, code, param, how) => {
  const { json, headers, ...answer } = await how();
  const isInput = (INVALID_INPUT_CODES as readonly ErrorCode[]).includes(code);
  const issue = { code, message: json.error?.message, param };
  const details = isInput ? { issues: [issue] } : DETAILS[code];
  expect(answer.status).toBe(status);
  expect(json).toEqual({
    error: {
      type,
      code,
      message: expect.stringMatching(/^\S.*\.$/s),
      param,
      doc_url: `${contract.url()}/errors#${code}`,
      request_id: headers.get("aurous-request-id"),
      ...(details ? { details } : {}),
    },
  });
  if (status === 405) expect(headers.get("allow")).toContain("GET");
  if (status === 429) expect(Number(headers.get("retry-after"))).toBe(json.error.details.retry_after_seconds);
  const page = await (await fetch(json.error.doc_url)).text();
  expect(page).toContain(`id="${code}"`);
});

test("answers a malformed Aurous-Version and an unusable Idempotency-Key with invalid_format", async () => {
  const { team, id } = await start();
  const version = await call(team.apiKey, "GET", "/v1/balance", { headers: { "aurous-version": "soon" } });
  const key = await call(team.apiKey, "POST", `/v1/characters/${id}/resynthesize`, { key: "k".repeat(257) });
  const seen = [version, key].map(({ status, json }) => [status, json.error.code, json.error.param]);
  expect(seen).toEqual([
    [400, "invalid_format", "Aurous-Version"],
    [400, "invalid_format", "Idempotency-Key"],
  ]);
});

test("answers 409 in_flight on both transports while the first call of a key runs, and accepts the key afterwards", async () => {
  const { team, id } = await start();
  const connection = connect(contract.app().database.target, 1, "first call");
  await connection`begin`.simple();
  await connection`insert into retake.idempotency_keys (team_id, key, operation, fingerprint, expires_at)
    values (${team.teamId}, 'k', 'resynthesize_character', '\\x00', retake.clock_now() + interval '1 hour')`;
  const clients = TRANSPORTS.map((transport) => createClient(transport, contract.url(), team.apiKey));
  const answers = await Promise.all(clients.map((client) => client.resynthesize(id, { key: "k" })));
  await connection`rollback`.simple();
  await connection.end();
  for (const answer of answers) {
    expect(answer).toMatchObject({ code: "idempotency_key_in_use", details: { reason: "in_flight" } });
  }
  expect((await clients[0]?.resynthesize(id, { key: "k" }))?.replayed).toBe(false);
});

test("the tested codes are exactly the codes of the product", () => {
  const elsewhere = ["invalid_signature", "url_expired", "internal_error", "service_unavailable", "invalid_format"];
  const all = new Set([...TABLE.map(([, , code]) => code as string), ...elsewhere]);
  expect([...all].sort()).toEqual(Object.keys(ERRORS).sort());
});

test("returns expected refusals of mutations as data with the same type, code and page, with typed details in one document", async () => {
  const { team, id } = await start();
  const document = `mutation ($id: ID!) { save: saveCharacter(id: $id) { ...Details } cancel: cancelSynthesis(characterId: $id) { ...Details }
    gone: deleteCharacter(id: "${UNKNOWN_ID}") { ...Details } bad: updateCharacter(id: $id, input: { name: "" }) { ...Details } }
    fragment Details on UserError { __typename type code message param docUrl requestId
      ... on CharacterStateError { status eligible stateReason } ... on CharacterNotReadyError { status }
      ... on InsufficientCreditsError { required available held } ... on IdempotencyKeyInUseError { reason waitSeconds }
      ... on RateLimitExceededError { bucket retryAfterSeconds } }`;
  const { status, headers, body } = await graphqlCall(contract.url(), team.apiKey, document, { id });
  const requestId = headers.get("aurous-request-id");
  const error = (typename: string, code: ErrorCode, details: object) => ({
    __typename: typename,
    type: ERRORS[code].type,
    code,
    message: expect.any(String),
    param: null,
    docUrl: `${contract.url()}/errors#${code}`,
    requestId,
    ...details,
  });
  expect(status).toBe(200);
  expect(body).toEqual({
    data: {
      save: {},
      cancel: error("CharacterStateError", "invalid_request_error", {
        status: "READY",
        eligible: ["SYNTHESIZING"],
        stateReason: null,
      }),
      gone: error("NotFoundError", "resource_not_found", {}),
      bad: error("InvalidInputError", "value_out_of_range", { param: "name" }),
    },
  });
});

test.each([
  ["{", 400, "GRAPHQL_PARSE_FAILED"],
  ["{ nothing }", 400, "GRAPHQL_VALIDATION_FAILED"],
])("answers the document %s with a top-level error, HTTP %i and %s", async (document, status, code) => {
  const { team } = await start();
  const answer = await graphqlCall(contract.url(), team.apiKey, document);
  expect([answer.status, answer.body.errors?.[0]?.extensions]).toEqual([
    status,
    { code, requestId: answer.headers.get("aurous-request-id") },
  ]);
});

/** A process in which the next paid call meets an internal error. */
const troubled = (trouble: () => Error): Promise<TestApp> =>
  startTestApp({
    roles: ["gateway"],
    overrides: {
      randomSeed: () => {
        throw trouble();
      },
    },
  });

test("hides the details of an internal error on both transports, and logs it with the request id", async () => {
  await using app = await troubled(() => new Error("password of the database: hunter2"));
  const { apiKey, teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  const rest = await restCall(app.url, apiKey, "POST", `/v1/characters/${id}/resynthesize`);
  expect([rest.status, rest.json.error.type, rest.json.error.code]).toEqual([500, "server_error", "internal_error"]);
  const document = "mutation ($id: ID!) { resynthesizeCharacter(id: $id) { __typename } }";
  const graphql = await graphqlCall(app.url, apiKey, document, { id });
  const requestId = graphql.headers.get("aurous-request-id");
  expect(graphql.body.errors?.[0]?.extensions).toEqual({ code: "internal_error", requestId });
  expect(JSON.stringify([rest.json, graphql.body])).not.toContain("hunter2");
  expect(app.logged.map(({ fields }) => fields.requestId)).toEqual([rest.headers.get("aurous-request-id"), requestId]);
});

test("answers 503 with Retry-After on both transports when the database is unavailable", async () => {
  await using app = await troubled(
    () => new CallError("service_unavailable", "The database is unavailable.", { retryAfterSeconds: 1 }),
  );
  const { apiKey, teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  const rest = await restCall(app.url, apiKey, "POST", `/v1/characters/${id}/resynthesize`);
  expect([rest.status, rest.json.error.type, rest.json.error.code]).toEqual([
    503,
    "server_error",
    "service_unavailable",
  ]);
  const document = "mutation ($id: ID!) { resynthesizeCharacter(id: $id) { __typename } }";
  const graphql = await graphqlCall(app.url, apiKey, document, { id });
  expect(graphql.body.errors?.[0]?.extensions).toMatchObject({ code: "service_unavailable", retryAfterSeconds: 1 });
  for (const { headers } of [rest, graphql]) expect(headers.get("retry-after")).toBe("1");
});
