import { expect, test } from "vitest";
import { connect } from "../../src/db/client.ts";
import { startTestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { watchResuming } from "./resuming-subscriber.ts";
import { startServer } from "./server.ts";

test("processes come and go by every way there is: each watcher's log is the committed order of events", {
  timeout: 90_000,
}, async () => {
  await using app = await startTestApp({ roles: [] });
  const { target } = app.database;
  const { sql } = app.app.db;
  const { teamId, apiKey } = await app.seed.team();
  const [id, other] = [await app.seed.character(teamId), await app.seed.character(teamId)];
  const start = (roles: string) => startServer(target, app.dataDir, { roles, env: { SANDBOX_LATENCY_MS: "1000" } });
  const [a, b, worker] = await Promise.all([start("gateway"), start("gateway"), start("worker")]);
  await using _a = a;
  await using _b = b;
  await using _worker = worker;
  let gateways = [a.url ?? "", b.url ?? ""];
  const cursor = await firstCursor(b.url ?? "", apiKey, id);
  await using open = new AsyncDisposableStack();
  const watchers = [
    open.use(watchResuming(() => gateways, apiKey, { id, after: 1 })),
    open.use(watchResuming(() => gateways.toReversed(), apiKey, { id, after: 1 })),
    open.use(watchResuming(() => gateways, apiKey, { after: cursor })),
    open.use(watchResuming(() => gateways.toReversed(), apiKey, { after: cursor })),
  ];
  const rename = (url: string, name: string) => createClient("graphql", url, apiKey).update(other, { name });

  // Accepted on A; the worker is killed with the portrait delivered and the rest under way, then A itself.
  await createClient("rest", a.url ?? "", apiKey).resynthesize(id, { key: "k" });
  const poses = () => sql<{ status: string; attempt: number }[]>`
    select status, attempt from generations g order by position`;
  await waitFor("the portrait delivered and the others on their way", async () => {
    const now = await poses();
    return now[0]?.status === "delivered" && now.slice(1).every(({ status }) => status === "running");
  });
  await worker.kill("SIGKILL");
  const successors = Promise.all([start("worker"), start("gateway")]);
  await a.kill("SIGKILL");
  gateways = [b.url ?? ""];
  await rename(b.url ?? "", "One");
  await terminateListeners(target);
  await rename(b.url ?? "", "Two");

  // A new gateway comes, and the one that is left goes.
  const [replacement, c] = await successors;
  await using _replacement = replacement;
  await using _c = c;
  gateways = [c.url ?? ""];
  await waitFor("everybody on B", () => watchers.every(({ log }) => log.length > 0));
  expect(await b.kill("SIGTERM")).toBe(0);
  await rename(c.url ?? "", "Three");
  await waitFor(
    "the takeover and its end",
    async () => {
      const [row] = await sql`select status from characters where id = ${id}`;
      return row?.status === "reviewing";
    },
    30_000,
  );

  const committed = await sql<{ character_id: string; version: number; status: string }[]>`
    select character_id, version, upper(status) as status from events
     where team_id = ${teamId} and team_seq > 1 order by team_seq`;
  const ofCharacter = committed.filter((event) => event.character_id === id);
  expect(ofCharacter.map(({ status }) => status)).toEqual(["SYNTHESIZING", "REVIEWING"]);
  expect(committed).toHaveLength(6);
  expect((await poses()).map(({ attempt }) => attempt)).toEqual([1, 2, 2, 2]);
  for (const [nth, watcher] of watchers.entries()) {
    const expected = nth < 2 ? ofCharacter : committed;
    const seen = await waitFor("the end of the log", () => watcher.log.length >= expected.length && watcher.log);
    expect(seen.map(({ character, version, status }) => [character?.id, version, status])).toEqual(
      expected.map(({ character_id, version, status }) => [character_id, version, status]),
    );
    expect(seen.some(({ snapshot }) => snapshot)).toBe(false);
    expect(watcher.closes).toContain(1012);
  }
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
