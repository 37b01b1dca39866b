import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { findViolations } from "../../src/services/verify/find-violations.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { TRANSPORTS } from "../helpers/clients.ts";
import { createFakeProvider, type FakeProvider, paint } from "../helpers/fake-provider.ts";
import { resynthesize } from "../helpers/typed-call.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { atRest, entriesOf, expectTyped, passQueueTime } from "./fault-bench.ts";

/** Tables that an accept writes, and tables that the records and the end of a run write. */
const ACCEPT = [
  "retake.idempotency_keys",
  "retake.buckets",
  "retake.teams",
  "retake.ledger_entries",
  "retake.syntheses",
  "retake.generations",
  "retake_jobs.job",
  "retake.events",
];
const RUN = [
  "retake.generations",
  "retake.generation_events",
  "retake.syntheses",
  "retake.ref_sets",
  "retake.characters",
  "retake.ledger_entries",
  "retake.events",
];

let app: TestApp;
let provider: FakeProvider;
let gate: PromiseWithResolvers<void> | null = null;

beforeAll(async () => {
  provider = createFakeProvider({
    script: async (_request, _call, nth) => {
      await gate?.promise;
      return paint(nth);
    },
  });
  app = await startTestApp({ overrides: { provider } });
  // A sequence keeps its value after a rollback, so it counts the writes that found no space.
  await app.app.db.sql.unsafe(`
    create sequence retake.refused_writes;
    create function retake.refuse_write() returns trigger language plpgsql as $$
    begin
      perform nextval('retake.refused_writes');
      raise exception 'could not extend file: No space left on device' using errcode = '53100';
    end $$`);
});
afterEach(async () => {
  await makeSpace();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const filled = new Set<string>();
async function fillDisk(table: string): Promise<void> {
  filled.add(table);
  await app.app.db.sql.unsafe(
    `create trigger no_space before insert or update on ${table} for each statement execute function retake.refuse_write()`,
  );
}
async function makeSpace(): Promise<void> {
  for (const table of filled) await app.app.db.sql.unsafe(`drop trigger no_space on ${table}`);
  filled.clear();
}
async function refusedWrites(): Promise<number> {
  const [row] = await app.app.db
    .sql`select case when is_called then last_value else 0 end::int as n from retake.refused_writes`;
  return row?.n ?? 0;
}
/** Everything an accept could leave behind, of every team. */
async function rows(): Promise<unknown> {
  const [row] = await app.app.db.sql`
    select (select count(*) from retake.idempotency_keys) as keys, (select json_agg(b order by b) from retake.buckets b) as buckets,
           (select json_agg(t order by t.id) from retake.teams t) as teams, (select count(*) from retake.ledger_entries) as entries,
           (select count(*) from retake.syntheses) as syntheses, (select count(*) from retake.generations) as generations,
           (select count(*) from retake_jobs.job where name = 'synthesis') as jobs, (select count(*) from retake.events) as events,
           (select json_agg(c order by c.id) from retake.characters c) as characters`;
  return row;
}

describe.each(TRANSPORTS)("when the disk is full for the accept of a call over %s, in", (transport) => {
  test.each(ACCEPT)(
    "%s, the call returns 503 and writes nothing, and is accepted once there is space",
    async (table) => {
      const { teamId, apiKey } = await app.seed.team();
      const id = await app.seed.character(teamId);
      const before = await rows();
      await fillDisk(table);
      const answer = await resynthesize(transport, app.url, apiKey, id, "k");
      expect(answer.code).toBe("service_unavailable");
      expectTyped(answer);
      expect(await rows()).toEqual(before);
      await makeSpace();
      expect(await resynthesize(transport, app.url, apiKey, id, "k")).toMatchObject({ code: "ok", replayed: false });
      await atRest(app);
      expect(await entriesOf(app, teamId)).toEqual(["grant", "hold", "capture"]);
    },
  );
});

test.each(RUN)(
  "when the disk is full in %s, a run waits; once there is space it ends, is captured once and requests no image twice",
  {
    timeout: 60_000,
  },
  async (table) => {
    const { teamId, apiKey } = await app.seed.team();
    const id = await app.seed.character(teamId);
    const first = provider.calls.length;
    gate = Promise.withResolvers();
    expect((await resynthesize("rest", app.url, apiKey, id, "k")).code).toBe("ok");
    await waitFor("the portrait on its way", () => provider.calls.length > first);
    const refused = await refusedWrites();
    await fillDisk(table);
    gate.resolve();
    gate = null;
    await waitFor("a write that finds no space", async () => (await refusedWrites()) > refused);
    await makeSpace();
    await waitFor("the end", async () => {
      await passQueueTime(app);
      return (await app.app.db.sql`select from retake.syntheses where status = 'running'`).length === 0;
    });
    expect(await entriesOf(app, teamId)).toEqual(["grant", "hold", "capture"]);
    const keys = provider.calls.slice(first).map((call) => call.key);
    expect(keys.length).toBe(4);
    expect(new Set(keys).size).toBe(4);
    expect(await findViolations(app.app.db)).toEqual([]);
  },
);
