import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Gateway, startGateway } from "../http/gateway.ts";
import { rawRequest, readRaw } from "../http/raw-request.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function readyCharacter() {
  const team = await gateway.seed.team();
  const id = await gateway.seed.character(team.teamId);
  return { team, id, path: `/v1/characters/${id}/resynthesize` };
}

/** The response without the URL signatures, which are new in each replay. */
const unsigned = ({ text }: Answer) => text.replaceAll(/\?exp=\d+&kid=[\w-]+&sig=[\w-]+/g, "");

/** Sends one call with these bytes as its Idempotency-Key lines. */
async function withKeyLines(apiKey: string, path: string, lines: readonly Buffer[]) {
  const head = `POST ${path} HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${apiKey}\r\nConnection: close\r\n`;
  const keys = lines.flatMap((line) => [Buffer.from("Idempotency-Key: "), line, Buffer.from("\r\n")]);
  return readRaw(await rawRequest(gateway.port, Buffer.concat([Buffer.from(head), ...keys, Buffer.from("\r\n")])));
}

describe("a replay", () => {
  test("is byte-identical except for signed URLs, is marked, and takes neither a token nor credits", async () => {
    const { team, path } = await readyCharacter();
    const headers = { "Idempotency-Key": "order-1" };
    const first = await gateway.call(team.apiKey, "POST", path, { headers, body: { force_all: true } });
    const replay = await gateway.call(team.apiKey, "POST", path, { headers, text: '{ "force_all" : true }' });
    expect([first.status, replay.status]).toEqual([200, 200]);
    expect(unsigned(replay)).toBe(unsigned(first));
    expect(first.headers.get("aurous-idempotent-replayed")).toBeNull();
    expect(replay.headers.get("aurous-idempotent-replayed")).toBe("true");
    expect(replay.headers.get("x-ratelimit-remaining")).toBe(first.headers.get("x-ratelimit-remaining"));
    expect(replay.headers.get("aurous-request-id")).not.toBe(first.headers.get("aurous-request-id"));
    expect((await gateway.call(team.apiKey, "GET", "/v1/balance")).json.held_credits).toBe(4);
  });

  test("is refused as a conflict when the body or the character differs", async () => {
    const { team, path } = await readyCharacter();
    const other = await gateway.seed.character(team.teamId);
    const headers = { "Idempotency-Key": "order-1" };
    await gateway.call(team.apiKey, "POST", path, { headers });
    const body = await gateway.call(team.apiKey, "POST", path, { headers, body: { force_all: false } });
    const target = await gateway.call(team.apiKey, "POST", `/v1/characters/${other}/resynthesize`, { headers });
    expect([body.status, body.json.error.details]).toEqual([409, { reason: "other_body" }]);
    expect([target.status, target.json.error.details]).toEqual([409, { reason: "other_operation" }]);
  });

  test("is the answer to all but one of several simultaneous calls", async () => {
    const { team, path } = await readyCharacter();
    const headers = { "Idempotency-Key": "at once" };
    const calls = Array.from({ length: 12 }, () => gateway.call(team.apiKey, "POST", path, { headers }));
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(unsigned)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("aurous-idempotent-replayed") === null)).toHaveLength(1);
  });
});

describe("the Idempotency-Key header", () => {
  test("may have 256 code points of UTF-8, whatever their length in bytes", async () => {
    const { team, path } = await readyCharacter();
    const key = Buffer.from("🗝".repeat(256));
    expect((await withKeyLines(team.apiKey, path, [key])).status).toBe(200);
    const replay = await withKeyLines(team.apiKey, path, [key]);
    expect(replay.headers.get("aurous-idempotent-replayed")).toBe("true");
  });

  test.each([
    ["empty", [Buffer.from("")]],
    ["blank", [Buffer.from("   ")]],
    ["too long", [Buffer.from("é".repeat(257))]],
    ["an encoded lone surrogate", [Buffer.from([0xed, 0xa0, 0x80])]],
    ["one with a tab inside", [Buffer.from("a\tb")]],
    ["one with a C1 control character inside", [Buffer.from("a\u0085b")]],
    ["repeated", [Buffer.from("a"), Buffer.from("a")]],
  ])("is refused without any effect when it is %s", async (_what, lines) => {
    const { team, path } = await readyCharacter();
    const answer = await withKeyLines(team.apiKey, path, lines);
    expect([answer.status, answer.json.error.code, answer.json.error.param]).toEqual([
      400,
      "invalid_format",
      "Idempotency-Key",
    ]);
    expect((await gateway.call(team.apiKey, "GET", "/v1/balance")).json.held_credits).toBe(0);
  });

  test("is read as Latin-1 when it is not UTF-8, because browsers' fetch sends Latin-1", async () => {
    const { team, path } = await readyCharacter();
    expect((await withKeyLines(team.apiKey, path, [Buffer.from("caf\u00e9", "latin1")])).status).toBe(200);
    const replay = await withKeyLines(team.apiKey, path, [Buffer.from("caf\u00e9", "utf8")]);
    expect(replay.headers.get("aurous-idempotent-replayed")).toBe("true");
  });

  test("is a different key when it is quoted", async () => {
    const { team, path } = await readyCharacter();
    await withKeyLines(team.apiKey, path, [Buffer.from("abc")]);
    const quoted = await withKeyLines(team.apiKey, path, [Buffer.from('"abc"')]);
    expect(quoted.json.error.code).toBe("invalid_request_error");
  });

  test("is ignored by calls that take no key", async () => {
    const { team, id } = await readyCharacter();
    const answer = await withKeyLines(team.apiKey, `/v1/characters/${id}/save`, [
      Buffer.from([0xff]),
      Buffer.from("a"),
    ]);
    expect(answer.status).toBe(200);
  });
});
