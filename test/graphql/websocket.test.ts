import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SlowConsumerError } from "../../src/domain/stream.ts";
import type { Feed } from "../../src/events/feed.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { countStreams } from "./count-streams.ts";
import { post } from "./post.ts";
import { connectSocket, openSocket, type Socket, subscribeMessage } from "./socket.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"], env: { CORS_ORIGINS: "https://friend.test" } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const start = async () => {
  const team = await app.seed.team();
  const id = await app.seed.character(team.teamId);
  return { ...team, id };
};

const WATCH = `subscription ($id: ID!, $after: Int) { characterStatusChanged(id: $id, after: $after) {
  version status previousStatus snapshot cursor occurredAt character { status refs { url } } synthesis { id status } } }`;
const RENAME =
  "mutation ($id: ID!, $name: String!) { updateCharacter(id: $id, input: { name: $name }) { __typename } }";
const RUN = `mutation ($id: ID!, $key: String) { resynthesizeCharacter(id: $id, idempotencyKey: $key) {
  __typename ... on ResynthesizeCharacterSuccess { replayed } ... on UserError { code requestId } } }`;

const next = (socket: Socket, id: string) =>
  socket.messages.filter((message) => message.type === "next" && message.id === id).map(({ payload }) => payload);

describe("the authentication of a socket", () => {
  test.each([
    ["no key", {}],
    ["an unknown key", { "x-api-key": "al_live_nope" }],
    ["a key that is not text", { "x-api-key": 7 }],
    ["two different keys", { "x-api-key": "a", authorization: "Bearer b" }],
  ])("closes the socket with 4403 for %s", async (_name, payload) => {
    using socket = openSocket(app);
    socket.send({ type: "connection_init", payload });
    expect((await socket.closed()).code).toBe(4403);
    expect(socket.messages).toEqual([]);
  });

  test("closes the socket with 4403 without a payload", async () => {
    using socket = openSocket(app);
    socket.send({ type: "connection_init" });
    expect((await socket.closed()).code).toBe(4403);
  });

  test("accepts the payload in any case, a bearer token, or a header of the upgrade", async () => {
    const { apiKey } = await start();
    for (const payload of [{ "X-Api-Key": apiKey }, { Authorization: `Bearer ${apiKey}` }]) {
      using socket = openSocket(app);
      socket.send({ type: "connection_init", payload });
      await socket.got(({ type }) => type === "connection_ack");
    }
    using socket = openSocket(app, { headers: { "x-api-key": apiKey } });
    socket.send({ type: "connection_init" });
    await socket.got(({ type }) => type === "connection_ack");
  });

  test("closes the socket with 4408 when it takes too long", async () => {
    using socket = openSocket(app);
    expect((await socket.closed()).code).toBe(4408);
  });

  test("closes the socket with 4401 when an operation comes first", async () => {
    using socket = openSocket(app);
    socket.send(subscribeMessage("1", "{ team { id } }"));
    expect((await socket.closed()).code).toBe(4401);
  });
});

describe("a violation of the protocol", () => {
  test.each([
    ["no JSON", "{"],
    ["an unknown type", { type: "hello" }],
    ["a type that only servers send", { type: "connection_ack" }],
    ["a subscribe without a query", { id: "1", type: "subscribe", payload: {} }],
  ])("closes the socket with 4400: %s", async (_name, message) => {
    const { apiKey } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(message);
    expect((await socket.closed()).code).toBe(4400);
  });

  test("closes the socket with 4406 for another subprotocol", async () => {
    using socket = openSocket(app, { protocol: "graphql-ws" });
    expect((await socket.closed()).code).toBeOneOf([4406, 1006]);
  });

  test("closes the socket with 1009 for a message above 256 KiB", async () => {
    const { apiKey } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("1", `{ team { id } } #${"x".repeat(256 * 1024)}`));
    expect((await socket.closed()).code).toBe(1009);
  });

  test("closes the socket with 4409 for an id that is in use", async () => {
    const { apiKey, id } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("1", WATCH, { id }));
    await socket.got(({ type }) => type === "next");
    socket.send(subscribeMessage("1", WATCH, { id }));
    expect((await socket.closed()).code).toBe(4409);
  });
});

describe("the origin of a browser", () => {
  const statusOf = (origin: string) =>
    new Promise<number>((resolve) => {
      const socket = openSocket(app, { headers: { origin } });
      socket.ws.on("unexpected-response", (_req, res) => resolve(res.statusCode ?? 0));
      socket.ws.on("open", () => {
        socket.ws.terminate();
        resolve(101);
      });
    });

  test("is accepted for the server's own pages and allowed origins only", async () => {
    expect(await statusOf(app.url)).toBe(101);
    expect(await statusOf("https://friend.test")).toBe(101);
    expect(await statusOf("https://stranger.test")).toBe(403);
    expect(await statusOf("null")).toBe(403);
  });
});

describe("an operation over a socket", () => {
  test("sends one result of a query and completes", async () => {
    const { apiKey, teamId } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("q", "{ team { id } }"));
    await socket.got(({ type }) => type === "complete");
    expect(next(socket, "q")).toEqual([{ data: { team: { id: teamId } } }]);
  });

  test("runs a mutation that is then replayed over HTTP", async () => {
    const { apiKey, id } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("m", RUN, { id, key: "k" }));
    await socket.got(({ type }) => type === "complete");
    expect(next(socket, "m")[0].data.resynthesizeCharacter).toMatchObject({ replayed: false });
    const { body } = await post(app, apiKey, RUN, { variables: { id, key: "k" } });
    expect(body.data.resynthesizeCharacter.replayed).toBe(true);
  });

  test("returns a refusal as data, with a request id of its own", async () => {
    const { apiKey } = await start();
    using socket = await connectSocket(app, apiKey);
    for (const name of ["a", "b"]) socket.send(subscribeMessage(name, RUN, { id: "char_x" }));
    await socket.got(({ type, id }) => type === "complete" && id === "a");
    await socket.got(({ type, id }) => type === "complete" && id === "b");
    const [a, b] = ["a", "b"].map((name) => next(socket, name)[0].data.resynthesizeCharacter);
    expect(a).toMatchObject({ __typename: "NotFoundError", code: "resource_not_found" });
    expect(a.requestId).not.toBe(b.requestId);
  });

  test("is refused with missing_scope for a mutation with a read key, and nothing runs", async () => {
    const team = await app.seed.team({ scope: "read" });
    using socket = await connectSocket(app, team.apiKey);
    socket.send(subscribeMessage("m", RUN, { id: "char_x" }));
    const error = await socket.got(({ type }) => type === "error");
    expect(error.payload).toHaveLength(1);
    expect(error.payload[0].extensions.code).toBe("missing_scope");
    expect(socket.messages.some(({ type }) => type === "complete")).toBe(false);
  });

  test.each([
    ["does not parse", "{ team {", "GRAPHQL_PARSE_FAILED"],
    ["is not valid", "{ nope }", "GRAPHQL_VALIDATION_FAILED"],
    ["is nested too deeply", `${"{ a ".repeat(13)}${"}".repeat(13)}`, "GRAPHQL_VALIDATION_FAILED"],
    ["has too many tokens", `{ team { ${"id ".repeat(2_000)} } }`, "GRAPHQL_PARSE_FAILED"],
    ["has too large a page", "{ characters(first: 101) { nodes { id } } }", "GRAPHQL_VALIDATION_FAILED"],
    ["lacks a variable", "query ($id: ID!) { character(id: $id) { id } }", "GRAPHQL_VALIDATION_FAILED"],
  ])("ends with an error message when its document %s, and the socket stays open", async (_name, query, code) => {
    const { apiKey } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("bad", query));
    const { payload } = await socket.got(({ type }) => type === "error");
    expect(payload[0].extensions.code).toBe(code);
    expect(payload[0].extensions.requestId).toMatch(/^req_/);
    expect(payload[0].extensions).not.toHaveProperty("http");
    socket.send(subscribeMessage("good", "{ team { id } }"));
    await socket.got(({ type, id }) => type === "complete" && id === "good");
  });

  test("is refused when a hundred are open, while the others continue", async () => {
    const { apiKey, id } = await start();
    using socket = await connectSocket(app, apiKey);
    const { version } = (
      await post(app, apiKey, "query ($id: ID!) { character(id: $id) { version } }", { variables: { id } })
    ).body.data.character;
    for (let i = 0; i < 100; i++) socket.send(subscribeMessage(`s${i}`, WATCH, { id, after: version }));
    socket.send(subscribeMessage("extra", WATCH, { id, after: version }));
    const { payload } = await socket.got(({ type, id: name }) => type === "error" && name === "extra");
    expect(payload[0].extensions.code).toBe("rate_limit_exceeded");
    expect(socket.messages.filter(({ type }) => type === "error")).toHaveLength(1);
  });
});

describe("characterStatusChanged", () => {
  test("sends the present state first, then each change once and in order", async () => {
    const { apiKey, id } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("w", WATCH, { id }));
    await socket.got(({ type }) => type === "next");
    for (const name of ["a", "b", "c"]) await post(app, apiKey, RENAME, { variables: { id, name } });
    await waitFor("four messages", () => next(socket, "w").length === 4);
    const changes = next(socket, "w").map((payload) => payload.data.characterStatusChanged);
    expect(changes.map(({ version, snapshot }) => [version, snapshot])).toEqual([
      [1, true],
      [2, false],
      [3, false],
      [4, false],
    ]);
    expect(changes[1]).toMatchObject({ status: "READY", previousStatus: "READY", character: { status: "READY" } });
    expect(changes[0].character.refs[0].url).toContain("/storage/");
  });

  test("sends the changes after the given version, and completes when the character is deleted", async () => {
    const { apiKey, id } = await start();
    await post(app, apiKey, RENAME, { variables: { id, name: "a" } });
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("w", WATCH, { id, after: 1 }));
    await socket.got(({ type }) => type === "next");
    await post(app, apiKey, "mutation ($id: ID!) { deleteCharacter(id: $id) { __typename } }", { variables: { id } });
    await socket.got(({ type }) => type === "complete");
    const changes = next(socket, "w").map((payload) => payload.data.characterStatusChanged);
    expect(changes.map(({ version, status }) => [version, status])).toEqual([
      [2, "READY"],
      [3, "DELETED"],
    ]);
    expect(changes[1].character).toBeNull();
  });

  test.each([
    ["an unknown id", { id: "char_x" }, "resource_not_found"],
    ["a version that is not reached yet", { after: 99 }, "value_out_of_range"],
  ])("sends one error message and no complete for %s", async (_name, variables, code) => {
    const { apiKey, id } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("w", WATCH, { id, ...variables }));
    const { payload } = await socket.got(({ type }) => type === "error");
    expect(payload).toHaveLength(1);
    expect(payload[0].extensions.code).toBe(code);
    socket.send({ type: "ping" });
    await socket.got(({ type }) => type === "pong");
    expect(socket.messages.map(({ type }) => type)).toEqual(["connection_ack", "error", "pong"]);
  });

  test("stops the stream at once when the client completes it or disconnects", async () => {
    const { apiKey, id } = await start();
    const streams = countStreams(app.app);
    const before = streams();
    const socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("a", WATCH, { id }));
    socket.send(subscribeMessage("b", WATCH, { id }));
    await waitFor("both streams to run", () => next(socket, "a").length + next(socket, "b").length === 2);
    expect(streams()).toBe(before + 2);
    socket.send({ id: "a", type: "complete" });
    await waitFor("one stream to stop", () => streams() === before + 1);
    socket.ws.terminate();
    await waitFor("both streams to stop", () => streams() === before);
  });
});

test("a stream that is read too slowly closes its own socket with 4420, and no other", async () => {
  const { apiKey, id } = await start();
  using slow = await connectSocket(app, apiKey);
  using other = await connectSocket(app, apiKey);
  const feed = app.app.feed as { character: Feed["character"] };
  const { character } = feed;
  // biome-ignore lint/correctness/useYield: it fails before its first value
  feed.character = async function* () {
    throw new SlowConsumerError("too slow");
  };
  slow.send(subscribeMessage("w", WATCH, { id }));
  expect((await slow.closed()).code).toBe(4420);
  feed.character = character;
  other.send(subscribeMessage("w", WATCH, { id }));
  await other.got(({ type }) => type === "next");
});

describe("revoking a key", () => {
  test("closes its sockets with 4403 within five seconds, and no others", async () => {
    const { apiKey, keyId, id } = await start();
    const other = await start();
    using watcher = await connectSocket(app, apiKey);
    using idle = await connectSocket(app, apiKey);
    using stranger = await connectSocket(app, other.apiKey);
    watcher.send(subscribeMessage("w", WATCH, { id }));
    await watcher.got(({ type }) => type === "next");
    const revoked = performance.now();
    await app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${keyId}`;
    expect((await watcher.closed()).code).toBe(4403);
    expect((await idle.closed()).code).toBe(4403);
    expect(performance.now() - revoked).toBeLessThan(5_000);
    stranger.send(subscribeMessage("q", "{ team { id } }"));
    await stranger.got(({ type }) => type === "complete");
  });

  test("prevents further operations on a socket that is still open", async () => {
    const { apiKey, keyId, id } = await start();
    using socket = await connectSocket(app, apiKey);
    await app.app.db.sql`update retake.api_keys set revoked_at = retake.clock_now() where id = ${keyId}`;
    socket.send(subscribeMessage("m", RUN, { id }));
    expect((await socket.closed()).code).toBe(4403);
    const [row] = await app.app.db.sql`select status from retake.characters where id = ${id}`;
    expect(row?.status).toBe("ready");
  });
});
