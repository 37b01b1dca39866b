import { expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { connect } from "../helpers/connect.ts";
import { openEvents } from "./event-source.ts";
import { connectSocket, openSocket, subscribeMessage } from "./socket.ts";

const WATCH = "subscription ($id: ID!) { characterStatusChanged(id: $id) { version } }";

test("a stopping process closes sockets with 1012 and cuts event streams without complete, so that clients reconnect", async () => {
  await using first = await startTestApp({ roles: ["gateway"] });
  const app = await startTestApp({ roles: ["gateway"], beside: first });
  const { apiKey, teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  using watcher = await connectSocket(app, apiKey);
  using idle = await connectSocket(app, apiKey);
  using silent = openSocket(app);
  watcher.send(subscribeMessage("w", WATCH, { id }));
  await watcher.got(({ type }) => type === "next");
  using stream = await openEvents(app, apiKey, WATCH, { id });
  await stream.take(1);

  const started = performance.now();
  await app.runtime.stop(10_000);
  expect(performance.now() - started).toBeLessThan(2_000);
  for (const socket of [watcher, idle, silent]) expect((await socket.closed()).code).toBe(1012);
  expect(watcher.messages.some(({ type }) => type === "complete")).toBe(false);
  expect(await stream.ended()).toBe("cut");
  expect(stream.events.some(({ event }) => event === "complete")).toBe(false);
});

test("a mutation in progress is answered before its socket closes", async () => {
  await using first = await startTestApp({ roles: ["gateway"] });
  const app = await startTestApp({ roles: ["gateway"], beside: first });
  const { apiKey, teamId } = await app.seed.team();
  const id = await app.seed.character(teamId);
  using socket = await connectSocket(app, apiKey);
  const lock = connect(app.database.target, 1, "holds a row");
  await lock`begin`;
  await lock`select 1 from retake.characters where id = ${id} for update`;
  socket.send(subscribeMessage("m", "mutation ($id: ID!) { saveCharacter(id: $id) { __typename } }", { id }));
  socket.send({ type: "ping" });
  await socket.got(({ type }) => type === "pong");
  const stopping = app.runtime.stop(10_000);
  await lock`rollback`;
  await lock.end();
  await stopping;
  expect((await socket.closed()).code).toBe(1012);
  expect(socket.messages.map(({ type }) => type)).toEqual(["connection_ack", "pong", "next", "complete"]);
});
