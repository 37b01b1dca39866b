import { sql as raw } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { openBackends } from "./backends.ts";
import { staysAlive } from "./fault-bench.ts";
import { openKeyLedger } from "./key-ledger.ts";

const STORM_MS = 2_500;
const EVERY_MS = 50;
const ROUNDS = 25;
/** Each of the two processes listens over one connection. */
const LISTENERS = 2;

let app: TestApp;
let sound: TestApp;
beforeAll(async () => {
  sound = await startTestApp({ roles: [] });
  app = await startTestApp({ beside: sound, overrides: { provider: createFakeProvider({ dedupes: true }) } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await sound[Symbol.asyncDispose]();
});

test("ending every server process each 50 ms under load leaves typed answers only, one accept per key, and complete pools", {
  timeout: 90_000,
}, async () => {
  const ledger = await openKeyLedger(sound);
  await using backends = openBackends(app.database.target);
  const until = performance.now() + STORM_MS;
  const over = () => performance.now() > until;
  const storm = async () => {
    while (!over()) {
      await backends.terminate();
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  await staysAlive(app.url, () => Promise.all([storm(), ledger.load(app.url, over)]));
  expect(ledger.answers.some(({ code }) => code === "service_unavailable")).toBe(true);

  await ledger.resolve(app.url);
  expect(await findViolations(sound.app.db)).toEqual([]);
  await expectWholePools(app);
  // The poll alone would serve subscribers too, so the test waits until every listener is back.
  await waitFor("every channel to be listened on again", async () => {
    const [row] = await backends.sql`
      select count(*)::int as listening from pg_stat_activity
       where datname = current_database() and application_name = 'retake listen' and query ~ 'listen'`;
    return row?.listening === LISTENERS;
  });
});

/** Runs as many statements at once as the pool has connections, many times. All are answered, and every connection is used. */
async function expectWholePools({ app: { db } }: TestApp): Promise<void> {
  const places = new Set<unknown>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const rows = await Promise.all(
      Array.from({ length: db.poolSize }, () => db.sql`select pg_backend_pid() as pid, pg_sleep(0.01)`),
    );
    for (const [row] of rows) places.add(row?.pid);
    await Promise.all(Array.from({ length: db.poolSize }, () => db.reads.execute(raw`select pg_sleep(0.005)`)));
  }
  expect(places.size).toBe(db.poolSize);
}
