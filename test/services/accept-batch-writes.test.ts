import { expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { stopClock } from "../helpers/database-clock.ts";
import { ATTRIBUTES } from "../helpers/seed.ts";
import { checkBooks } from "./check-books.ts";

type Request = Readonly<Record<string, unknown>>;
type Row = { readonly outcome: string; readonly facts: unknown; readonly bucket: unknown };

const SYNTHESIZE = { bucket: "characters_synthesize", burst: 12, interval_ms: 10_000 };
const IMAGES = { bucket: "images_post", burst: 120, interval_ms: 1_000 };
const POSES = ["portrait", "front", "side", "back"];
const COUNT = 6;

/** A new team with full buckets, and a request of each kind of work. All are accepted. */
async function prepare({ app, seed }: TestApp) {
  const team = await seed.team({ credits: 100 });
  const own: Record<string, string> = {};
  for (const name of ["one", "two", "drawn"]) own[name] = await seed.character(team.teamId);
  const failed = await seed.character(team.teamId, { status: "failed" });
  for (const { bucket } of [SYNTHESIZE, IMAGES]) {
    await app.db
      .sql`insert into retake.buckets (team_id, bucket, full_at) values (${team.teamId}, ${bucket}, '-infinity')`;
  }
  const made = app.newId("character");
  const ids = Array.from({ length: COUNT }, (_, nth) => app.newId(nth < 4 ? "synthesis" : "image"));
  const common = {
    team: team.teamId,
    api_key: team.keyId,
    fingerprint: "\\x01",
    ttl_seconds: 60,
    wait_ms: 50,
    deadline_ms: 60_000,
  };
  const synthesis = { ...common, ...SYNTHESIZE, poses: POSES, price: 4, identity_seed: 1 };
  const resynthesis = {
    ...synthesis,
    work: "resynthesize",
    operation: "resynthesize_character",
    eligible: ["ready", "failed"],
  };
  const image = {
    ...common,
    ...IMAGES,
    work: "image",
    operation: "create_image",
    eligible: ["ready"],
    price: 1,
    identity_seed: 2,
    prompt: "a boat",
    width: 256,
    height: 512,
    seed: 3,
    aurous_version: "2026-05-15",
  };
  const requests: readonly Request[] = [
    { ...resynthesis, key: "a", target: own.one, character: own.one, id: ids[0], prompt_override: "in the rain" },
    {
      ...synthesis,
      key: "b",
      work: "create",
      operation: "create_character",
      character: made,
      id: ids[1],
      name: "New",
      attributes: ATTRIBUTES,
      client_reference_id: "ref",
      aurous_version: "2026-05-15",
    },
    {
      ...synthesis,
      key: null,
      work: "regenerate_ref",
      operation: "regenerate_ref",
      target: own.two,
      character: own.two,
      id: ids[2],
      eligible: ["ready"],
      poses: ["side"],
      price: 1,
    },
    { ...resynthesis, key: "d", target: failed, character: failed, id: ids[3] },
    { ...image, key: "e", id: ids[4] },
    { ...image, key: "f", id: ids[5], character: own.drawn },
  ];
  const names = Object.entries({ ...own, failed, made, team: team.teamId, key: team.keyId }).concat(
    ids.map((id, nth) => [`id ${nth}`, id]),
  );
  /** The same text for every team. */
  const comparable = (rows: unknown) =>
    names.reduce((text, [name, id]) => text.replaceAll(id, name), JSON.stringify(rows));
  return { ...team, requests, ids, comparable };
}

/** All rows that the accepts of a team may have changed. */
async function rowsOf({ app }: TestApp, { teamId, ids, comparable }: Awaited<ReturnType<typeof prepare>>) {
  const { sql } = app.db;
  const rows = {
    team: await sql`select total, held, open_syntheses, event_seq, entry_seq from retake.teams where id = ${teamId}`,
    characters: await sql`select * from retake.characters where team_id = ${teamId} order by id`,
    syntheses: await sql`select * from retake.syntheses where team_id = ${teamId} order by id`,
    generations:
      await sql`select * from retake.generations where synthesis_id = any (${ids}) order by synthesis_id, position`,
    images: await sql`select * from retake.images where team_id = ${teamId} order by id`,
    events: await sql`select * from retake.events where team_id = ${teamId} order by team_seq`,
    entries: await sql`select * from retake.ledger_entries where team_id = ${teamId} and kind = 'hold' order by seq`,
    keys: await sql`select team_id, key, operation, target, fingerprint, outcome, expires_at from retake.idempotency_keys
                     where team_id = ${teamId} order by key`,
    buckets: await sql`select * from retake.buckets where team_id = ${teamId} order by bucket`,
    jobs: await sql`select name, data, priority, retry_limit, policy, state from retake_jobs.job
                     where data ->> 'synthesis_id' = any (${ids}) order by data ->> 'synthesis_id'`,
  };
  return Object.fromEntries(
    Object.entries(rows).map(([table, found]) => [table, JSON.parse(comparable(found)) as unknown]),
  );
}

test("a batch answers and writes for every kind of work what requests that are sent alone do", async () => {
  await using app = await startTestApp({ roles: [] });
  const { sql } = app.app.db;
  await stopClock(sql);
  const alone = await prepare(app);
  const together = await prepare(app);

  const one: Row[] = [];
  for (const request of alone.requests) {
    one.push(
      ...(await sql<Row[]>`select outcome, facts, bucket from retake.accept_request(${sql.json(request as never)})`),
    );
  }
  const all = await sql<Row[]>`
    select outcome, facts, bucket from retake.accept_batch(${sql.json(together.requests as never)}, 50) order by nth`;

  expect(one.map(({ outcome }) => outcome)).toEqual(alone.requests.map(() => "accepted"));
  expect(together.comparable(all)).toEqual(alone.comparable(one));
  const written = await rowsOf(app, together);
  expect(written).toEqual(await rowsOf(app, alone));
  // The comparison is not one of empty tables.
  const counts = Object.entries(written).map(([table, rows]) => [table, (rows as unknown[]).length]);
  expect(Object.fromEntries(counts)).toEqual({
    ...{ team: 1, characters: 5, syntheses: COUNT, generations: 15, images: 2, events: 9, entries: COUNT },
    ...{ keys: 5, buckets: 2, jobs: COUNT },
  });
  expect(await checkBooks(app.app, together.teamId)).toEqual({ total: 100, held: 15 });
});
