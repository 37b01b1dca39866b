import { expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { connect } from "../helpers/connect.ts";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { watchResuming } from "./resuming-subscriber.ts";
import { type Server, startServer } from "./server.ts";

test("gives every watcher the committed order of events while processes start, stop and are killed", {
  timeout: 120_000,
}, async () => {
  await using app = await startTestApp({ roles: [] });
  const { target } = app.database;
  const { sql } = app.app.db;
  const { teamId, apiKey } = await app.seed.team();
  const [id, other] = [await app.seed.character(teamId), await app.seed.character(teamId)];
  const started: Promise<Server>[] = [];
  const start = (roles: string) => {
    const server = startServer(target, app.dataDir, { roles, env: { SANDBOX_LATENCY_MS: "1000" } });
    started.push(server);
    return server;
  };
  await using open = new AsyncDisposableStack();
  open.defer(async () => {
    for (const end of await Promise.allSettled(started))
      if (end.status === "fulfilled") await end.value.kill("SIGKILL");
  });
  const [a, b, worker] = await Promise.all([start("gateway"), start("gateway"), start("worker")]);
  let gateways = [a.url ?? "", b.url ?? ""];
  const cursor = await firstCursor(b.url ?? "", apiKey, id);
  const watchers = [
    open.use(watchResuming(() => gateways, apiKey, { id, after: 1 })),
    open.use(watchResuming(() => gateways.toReversed(), apiKey, { id, after: 1 })),
    open.use(watchResuming(() => gateways, apiKey, { after: cursor })),
    open.use(watchResuming(() => gateways.toReversed(), apiKey, { after: cursor })),
  ];
  const rename = (gateway: Server, character: string, name: string) =>
    createClient("graphql", gateway.url ?? "", apiKey).update(character, { name });
  /** Waits until every watcher has received exactly the committed events. */
  const compareLogs = async () => {
    const committed = await sql<{ character_id: string; version: number; status: string }[]>`
      select character_id, version, upper(status) as status from retake.events
       where team_id = ${teamId} and team_seq > 1 order by team_seq`;
    const ofTeam = committed.map((event) => [event.character_id, event.version, event.status, false]);
    const ofCharacter = ofTeam.filter(([character, version]) => character === id && version !== 1);
    for (const [nth, watcher] of watchers.entries()) {
      const expected = nth < 2 ? ofCharacter : ofTeam;
      const log = await waitFor("a whole log", () => watcher.log.length >= expected.length && watcher.log);
      const seen = log.map(({ character, version, status, snapshot }) => [character?.id, version, status, snapshot]);
      expect(seen).toEqual(expected);
    }
    return ofTeam;
  };

  // Accepted on A. The worker is killed with the portrait delivered and the rest in flight, then A itself is killed.
  await createClient("rest", a.url ?? "", apiKey).resynthesize(id, { key: "k" });
  const poses = () => sql<{ status: string; attempt: number }[]>`
    select status, attempt from retake.generations g order by position`;
  await waitFor("the portrait delivered and the others on their way", async () => {
    const now = await poses();
    return now[0]?.status === "delivered" && now.slice(1).every(({ status }) => status === "running");
  });
  await worker.kill("SIGKILL");
  const successors = Promise.all([start("worker"), start("gateway")]);
  await a.kill("SIGKILL");
  gateways = [b.url ?? ""];
  await rename(b, other, "One");
  await terminateListeners(target);
  await rename(b, id, "Two");
  await compareLogs();

  // A new gateway starts, and the remaining one stops.
  const [, c] = await successors;
  gateways = [c.url ?? ""];
  expect(await b.kill("SIGTERM")).toBe(0);
  await rename(c, other, "Three");
  await waitFor(
    "the takeover and its end",
    async () => {
      const [row] = await sql`select status from retake.characters where id = ${id}`;
      return row?.status === "reviewing";
    },
    30_000,
  );
  expect((await poses()).map(({ attempt }) => attempt)).toEqual([1, 2, 2, 2]);
  expect(await compareLogs()).toHaveLength(6);
  for (const { closes } of watchers) expect(closes).toContain(1012);
});

/** The cursor of a character's present state. */
async function firstCursor(url: string, apiKey: string, id: string): Promise<string> {
  const query = "subscription ($id: ID!) { change: characterStatusChanged(id: $id) { cursor } }";
  await using stream = subscribe<{ change: { cursor: string } }>(url, apiKey, query, { id });
  const [first] = await stream.take(1);
  return first?.change.cursor ?? "";
}

async function terminateListeners(target: Parameters<typeof connect>[0]): Promise<void> {
  const admin = connect(target, 1, "test killer");
  await admin`select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and query ilike 'listen%'`;
  await admin.end();
}
