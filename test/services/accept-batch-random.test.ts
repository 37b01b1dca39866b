import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { stopClock } from "../helpers/database-clock.ts";
import { holdLocks } from "../helpers/hold-locks.ts";
import { ATTRIBUTES } from "../helpers/seed.ts";

/** `BATCH_RUNS=300` for a long run. A failure prints the seed and the path that repeat it. */
const RUNS = Number(process.env.BATCH_RUNS ?? 40);
const LONG_MS = 10 * 60_000;

const SYNTHESIZE = { bucket: "characters_synthesize", burst: 12, interval_ms: 10_000 };
const IMAGES = { bucket: "images_post", burst: 120, interval_ms: 1_000 };
const POSES = ["portrait", "front", "side", "back"];

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: [] });
  await stopClock(app.app.db.sql);
});
afterAll(() => app[Symbol.asyncDispose]());

/** A team with three characters. `owed` are the twelfths that its buckets lack; null when they do not exist yet. */
const team = fc.record({
  credits: fc.constantFrom(9, 40, 1_000, 1_000, 1_000),
  statuses: fc.tuple(
    ...Array.from({ length: 3 }, () => fc.constantFrom("ready", "ready", "ready", "reviewing", "failed")),
  ),
  owed: fc.constantFrom(null, 0, 0, 0, 0, 0, 6, 11),
});
type Team = typeof team extends fc.Arbitrary<infer T> ? T : never;

const draft = fc.record({
  work: fc.constantFrom("create", "resynthesize", "regenerate_ref", "image", "image of character"),
  team: fc.nat(2),
  character: fc.nat(2),
  /** The team whose character is asked for, when it is not the caller's own. */
  other: fc.option(fc.nat(2), { freq: 9 }),
  key: fc.oneof(fc.constant(null), fc.constantFrom("a", "b"), fc.constant("own"), fc.constant("own")),
  fingerprint: fc.constantFrom("\\x01", "\\x01", "\\x02"),
  withApiKey: fc.boolean(),
});
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never;

const teams = fc.array(team, { minLength: 1, maxLength: 3 });
const drafts = fc.array(draft, { minLength: 1, maxLength: 12, size: "max" });

type Request = Readonly<Record<string, unknown>> & { readonly team: string; readonly key: string | null };
type Row = { readonly outcome: string; readonly facts: unknown };

async function prepare(wanted: readonly Team[]) {
  const { sql } = app.app.db;
  return Promise.all(
    wanted.map(async ({ credits, statuses, owed }) => {
      const { teamId, keyId } = await app.seed.team({ credits });
      const characters: string[] = [];
      for (const status of statuses) {
        characters.push(await app.seed.character(teamId, { status: status as "ready" }));
      }
      for (const { bucket, interval_ms, burst } of owed === null ? [] : [SYNTHESIZE, IMAGES]) {
        const seconds = ((owed ?? 0) * interval_ms * burst) / 12 / 1_000;
        await sql`
          insert into retake.buckets (team_id, bucket, full_at)
          values (${teamId}, ${bucket}, retake.clock_now() + ${seconds} * interval '1 second')`;
      }
      return { teamId, keyId, characters };
    }),
  );
}
type Prepared = Awaited<ReturnType<typeof prepare>>;

function toRequest(made: Prepared, { work, withApiKey, fingerprint, ...what }: Draft, nth: number): Request {
  const own = made[what.team % made.length] as Prepared[number];
  const owner = what.other === null ? own : (made[what.other % made.length] as Prepared[number]);
  const existing = owner.characters[what.character] ?? null;
  const isImage = work.startsWith("image");
  const common = {
    team: own.teamId,
    api_key: withApiKey ? own.keyId : null,
    key: what.key === "own" ? `own ${nth}` : what.key,
    fingerprint,
    ttl_seconds: 60,
    wait_ms: 50,
    deadline_ms: 60_000,
    id: app.app.newId(isImage ? "image" : "synthesis"),
    identity_seed: nth,
    aurous_version: "2026-05-15",
  };
  if (isImage) {
    const order = { prompt: "a boat", width: 256, height: 512, seed: null, price: 1, eligible: ["ready"] };
    const character = work === "image" ? null : existing;
    return { ...common, ...IMAGES, ...order, work: "image", operation: "create_image", character };
  }
  const synthesis = { ...common, ...SYNTHESIZE, work, poses: POSES, price: 4 };
  if (work === "create") {
    const character = app.app.newId("character");
    return { ...synthesis, operation: "create_character", character, name: "New", attributes: ATTRIBUTES };
  }
  const run = { ...synthesis, character: existing, target: existing, eligible: ["ready", "failed", "reviewing"] };
  return work === "resynthesize"
    ? { ...run, operation: "resynthesize_character", prompt_override: nth % 2 === 0 ? "" : null }
    : { ...run, operation: "regenerate_character_ref", poses: ["side"], price: 1 };
}

/** The ids of the teams, characters and requests, with a name that is the same for equal histories. */
function nameIds(made: Prepared, requests: readonly Request[]): (rows: unknown) => string {
  const names = [
    ...made.flatMap(({ teamId, keyId, characters }, nth) =>
      [teamId, keyId, ...characters].map((id, place) => [id, `${nth} ${place}`] as const),
    ),
    ...requests.flatMap(({ id, character }, nth) => [
      [String(id), `work ${nth}`] as const,
      [String(character ?? id), `character ${nth}`] as const,
    ]),
  ];
  return (rows) => names.reduce((text, [id, name]) => text.replaceAll(id, name), JSON.stringify(rows));
}

async function sendAlone(requests: readonly Request[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const request of requests) {
    rows.push(
      ...(await app.app.db.sql<
        Row[]
      >`select outcome, facts from retake.accept_request(${app.app.db.sql.json(request as never)})`),
    );
  }
  return rows;
}

async function sendTogether(requests: readonly Request[]): Promise<readonly Row[]> {
  const { sql } = app.app.db;
  return [
    ...(await sql<Row[]>`
      select outcome, facts from retake.accept_batch(${sql.json(requests as never)}, 50) order by nth`),
  ];
}

/** The sums, buckets and keys of the teams. */
async function stateOf(made: Prepared) {
  const { sql } = app.app.db;
  const ids = made.map(({ teamId }) => teamId);
  return {
    teams: await sql`
      select id, total, held, open_syntheses, event_seq, entry_seq from retake.teams where id = any (${ids}) order by id`,
    buckets: await sql`
      select team_id, bucket, full_at from retake.buckets where team_id = any (${ids}) order by team_id, bucket`,
    keys: await sql`
      select team_id, key, operation, target, fingerprint, outcome from retake.idempotency_keys
       where team_id = any (${ids}) order by team_id, key`,
  };
}

test(
  "any batch has the results of the same requests sent one after the other",
  async () => {
    const play = async (wanted: readonly Team[], first: readonly Draft[], second: readonly Draft[]) => {
      const seen: string[] = [];
      for (const send of [sendAlone, sendTogether]) {
        const made = await prepare(wanted);
        const requests = [...first, ...second].map((one, nth) => toRequest(made, one, nth));
        const rows = [await send(requests.slice(0, first.length)), await send(requests.slice(first.length))];
        seen.push(nameIds(made, requests)({ rows, state: await stateOf(made) }));
      }
      expect(JSON.parse(seen[1] ?? "")).toEqual(JSON.parse(seen[0] ?? ""));
    };
    await fc.assert(fc.asyncProperty(teams, drafts, drafts, play), { numRuns: RUNS });
  },
  LONG_MS,
);

test(
  "what a batch accepts while rows are locked is replayed when it is sent again, and the rest leaves no key",
  async () => {
    const play = async (wanted: readonly Team[], what: readonly Draft[]) => {
      const made = await prepare(wanted);
      const requests = what.map((one, nth) => toRequest(made, one, nth));
      const locked = made.map(({ characters }) => characters[0]);
      const held = await holdLocks(
        app.database,
        (sql) => sql`select from retake.characters where id = any (${locked as string[]}) for no key update`,
      );
      const rows = await sendTogether(requests).finally(held.release);
      const accepted = requests.filter(({ key }, nth) => key !== null && rows[nth]?.outcome === "accepted");
      const { keys } = await stateOf(made);
      expect(keys.map(({ team_id, key }) => `${team_id} ${key}`).toSorted()).toEqual(
        accepted.map((request) => `${request.team} ${request.key}`).toSorted(),
      );
      const again = await sendAlone(accepted);
      expect(again).toEqual(
        rows
          .filter(({ outcome }, nth) => outcome === "accepted" && requests[nth]?.key !== null)
          .map(({ facts }) => ({ outcome: "replayed", facts })),
      );
    };
    await fc.assert(fc.asyncProperty(teams, drafts, play), { numRuns: RUNS });
  },
  LONG_MS,
);
