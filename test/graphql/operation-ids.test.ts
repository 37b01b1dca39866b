import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { countStreams } from "./count-streams.ts";
import { post } from "./post.ts";
import { connectSocket, openSocket, type Socket, subscribeMessage } from "./socket.ts";

let app: TestApp;
let streams: () => number;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
  streams = countStreams(app.app);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const WATCH = "subscription ($id: ID!) { characterStatusChanged(id: $id) { version } }";
const RENAME =
  "mutation ($id: ID!, $name: String!) { updateCharacter(id: $id, input: { name: $name }) { __typename } }";

const start = async () => {
  const { teamId, apiKey } = await app.seed.team();
  return { apiKey, id: await app.seed.character(teamId) };
};
const complete = (id: string) => ({ id, type: "complete" });
const rename = (apiKey: string, id: string) => post(app, apiKey, RENAME, { variables: { id, name: "Nora" } });
const versions = (socket: Socket) =>
  socket.messages.flatMap(({ type, payload }) =>
    type === "next" ? [payload.data.characterStatusChanged.version] : [],
  );

/** Sends messages in one TCP segment, so that nothing happens between them. */
function sendTogether(socket: Socket, messages: readonly unknown[]): void {
  const { _socket: stream } = socket.ws as unknown as { _socket: { cork: () => void; uncork: () => void } };
  stream.cork();
  for (const message of messages) socket.send(message);
  stream.uncork();
}

describe("an operation id that a client uses again", () => {
  test("belongs to the second subscription when the first was completed during its start, and both streams end with the socket", async () => {
    const { apiKey, id } = await start();
    const socket = await connectSocket(app, apiKey);
    sendTogether(socket, [
      subscribeMessage("x", WATCH, { id }),
      complete("x"),
      subscribeMessage("x", WATCH, { id }),
      complete("x"),
      subscribeMessage("x", WATCH, { id }),
    ]);
    await socket.got(({ type }) => type === "next");
    await rename(apiKey, id);
    await waitFor("the change", () => versions(socket).includes(2));
    expect(versions(socket)).toEqual([1, 2]);
    expect(streams()).toBe(1);
    socket.ws.terminate();
    await waitFor("all streams to end", () => streams() === 0);
  });

  test("is not completed by the end of a completed subscription", async () => {
    const { apiKey, id } = await start();
    using socket = await connectSocket(app, apiKey);
    socket.send(subscribeMessage("x", WATCH, { id }));
    await socket.got(({ type }) => type === "next");
    sendTogether(socket, [complete("x"), subscribeMessage("x", WATCH, { id })]);
    await waitFor("the second to begin", () => versions(socket).length === 2);
    await rename(apiKey, id);
    await waitFor("the change", () => versions(socket).length > 2);
    expect(versions(socket)).toEqual([1, 1, 2]);
    expect(socket.messages.some(({ type }) => type === "complete")).toBe(false);
  });

  test("is not answered by the result of a completed query", async () => {
    const { apiKey } = await start();
    using socket = await connectSocket(app, apiKey);
    sendTogether(socket, [
      subscribeMessage("x", "{ first: team { __typename } }"),
      complete("x"),
      subscribeMessage("x", "{ second: team { __typename } }"),
    ]);
    await socket.got(({ type }) => type === "complete");
    expect(socket.messages.slice(1)).toEqual([
      { id: "x", type: "next", payload: { data: { second: { __typename: "Team" } } } },
      { id: "x", type: "complete" },
    ]);
  });
});

test("a query that is completed before its result counts as open until its result is ready", async () => {
  const { apiKey } = await start();
  using socket = await connectSocket(app, apiKey);
  const ids = Array.from({ length: 100 }, (_, nth) => `q${nth}`);
  const query = "{ team { id } }";
  sendTogether(socket, [
    ...ids.flatMap((id) => [subscribeMessage(id, query), complete(id)]),
    subscribeMessage("extra", query),
  ]);
  const { payload } = await socket.got(({ id }) => id === "extra");
  expect(payload[0].extensions.code).toBe("rate_limit_exceeded");
});

test("a socket that is being closed runs no further operation", async () => {
  const { apiKey, id } = await start();
  using socket = openSocket(app);
  socket.send({ type: "connection_init", payload: { "x-api-key": apiKey } });
  await socket.got(({ type }) => type === "connection_ack");
  sendTogether(socket, ["no message", subscribeMessage("m", RENAME, { id, name: "Nina" })]);
  expect((await socket.closed()).code).toBe(4400);
  await rename(apiKey, id);
  const { body } = await post(app, apiKey, "query ($id: ID!) { character(id: $id) { version } }", {
    variables: { id },
  });
  expect(body.data.character.version).toBe(2);
});
