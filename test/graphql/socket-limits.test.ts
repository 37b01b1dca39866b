import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KeyedLimiter } from "../../src/domain/limiter.ts";
import { createEngine } from "../../src/graphql/engine.ts";
import { MAX_SOCKETS, MAX_SOCKETS_OF_TEAM } from "../../src/graphql/limits.ts";
import { createRevocationWatcher } from "../../src/graphql/revocation-watcher.ts";
import { createSocketServer } from "../../src/graphql/websocket/socket-server.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { rawRequest, readRaw } from "../http/raw-request.ts";
import { connectSocket, openSocket } from "./socket.ts";

const TEAM_LIMIT = 3;
const PROCESS_LIMIT = 5;

let app: TestApp;
let server: Server;
let stop: () => Promise<unknown>;
let target: { url: string };
beforeEach(async () => {
  app = await startTestApp({ roles: ["gateway"] });
  const keys = createRevocationWatcher(app.app);
  const limits = { sockets: PROCESS_LIMIT, socketsOfTeam: TEAM_LIMIT };
  const sockets = createSocketServer(app.app, createEngine(app.app, new KeyedLimiter({})), keys, limits);
  server = createServer().on("upgrade", sockets.upgrade);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  stop = async () => {
    keys.stop();
    await sockets.stop();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(async () => {
  await stop();
  await app[Symbol.asyncDispose]();
});

const init = (apiKey: string) => {
  const socket = openSocket(target);
  socket.send({ type: "connection_init", payload: { "x-api-key": apiKey } });
  return socket;
};

test("a team's socket above the limit closes with 4421, other teams connect, and a closed socket makes room", async () => {
  const [team, other] = [await app.seed.team(), await app.seed.team()];
  const open = [];
  for (let nth = 0; nth < TEAM_LIMIT; nth += 1) open.push(await connectSocket(target, team.apiKey));
  using refused = init(team.apiKey);
  expect(await refused.closed()).toEqual({ code: 4421, reason: "Too many connections" });
  expect(refused.messages).toEqual([]);
  using _neighbour = await connectSocket(target, other.apiKey);
  open.pop()?.ws.close();
  await waitFor("room for a socket", async () => {
    using socket = init(team.apiKey);
    return await Promise.race([
      socket.got(({ type }) => type === "connection_ack"),
      socket.closed().then(({ code }) => {
        expect(code).toBe(4421);
        return false;
      }),
    ]);
  });
});

test("a handshake above the limit of the process is answered with 503 and Retry-After", async () => {
  for (let nth = 0; nth < PROCESS_LIMIT; nth += 1) {
    const socket = openSocket(target);
    await new Promise((resolve) => socket.ws.once("open", resolve));
  }
  const handshake =
    "GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  const { status, headers, json } = readRaw(await rawRequest(Number(new URL(target.url).port), handshake));
  expect([status, headers.get("retry-after"), json.error.code]).toEqual([503, "1", "service_unavailable"]);
});

test("one team can use half of the sockets of a process", () => {
  expect([MAX_SOCKETS, MAX_SOCKETS_OF_TEAM]).toEqual([20_000, 10_000]);
});
