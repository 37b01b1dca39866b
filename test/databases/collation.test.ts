import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "../../src/db/migrate.ts";
import { forgetEvents } from "../events/forget-events.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { connect } from "../helpers/connect.ts";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";
import { withDatabase } from "../helpers/database-target.ts";
import { createFakeProvider } from "../helpers/fake-provider.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { createRestClient, restCall } from "../helpers/rest-client.ts";
import type { SeededTeam } from "../helpers/seed.ts";
import { subscribe } from "../helpers/subscriber.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** A Danish collation: `aa` sorts after `z`, small letters before capitals, and punctuation is ignored, unlike in bytes. */
const COLLATION = "da-DK";
const PIECES = ["a", "A", "aa", "Aa", "b", "B", "y", "z", "Z", "0", "9", "-", "_", "."];
const CHARACTERS = 240;
const RUNS = 120;
const PAGE = 30;

let place: TestDatabase;
let app: TestApp;
let team: SeededTeam;
/** All ids of each list in the lists' order: descending by bytes. */
const expected: Record<"characters" | "images" | "syntheses", readonly string[]> = {
  characters: [],
  images: [],
  syntheses: [],
};
let character: string;

beforeAll(async () => {
  place = await createTestDatabase();
  const { database } = place.target.settings;
  const danish = withDatabase(place.target, `${database}_da`);
  const admin = connect(place.target, 1, "test");
  await admin.unsafe(
    `create database ${database}_da template template0 locale_provider icu icu_locale '${COLLATION}' locale 'C'`,
  );
  await migrate(danish);
  const drop = async () => {
    await admin.unsafe(`drop database ${database}_da with (force)`);
    await admin.end();
    await place[Symbol.asyncDispose]();
  };
  app = await startTestApp({
    database: { target: danish, [Symbol.asyncDispose]: drop },
    verify: false,
    overrides: { provider: createFakeProvider() },
  });
  team = await app.seed.team();
  await fill();
});
afterAll(() => app?.[Symbol.asyncDispose]());

const newIds = (prefix: string, count: number): readonly string[] => {
  const piece = () => PIECES[randomInt(PIECES.length)] ?? "";
  const ids = new Set<string>();
  while (ids.size < count) ids.add(`${prefix}_${Array.from({ length: 5 }, piece).join("")}`);
  return [...ids];
};
const byBytes = (ids: readonly string[]) => ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

/** Rows of every list that is read by id, inserted out of order. */
async function fill(): Promise<void> {
  const ids = newIds("char", CHARACTERS);
  for (const id of ids) await app.seed.character(team.teamId, { id });
  character = ids[0] ?? "";
  const client = createRestClient(app.url, team.apiKey);
  await client.resynthesize(character, { key: "k" });
  const image = (await client.createImage({ body: { prompt: "a lamp" } })).value?.id ?? "";
  const { sql } = app.app.db;
  const open = () => sql`select from retake.syntheses where status = 'running'`;
  await waitFor("the end of both", async () => (await open()).length === 0);
  const [made] = await sql<{ id: string }[]>`select id from retake.syntheses where character_id = ${character}`;
  const copies = { images: newIds("img", RUNS), syntheses: newIds("syn", RUNS) };
  for (const [of, copied] of [
    [image, copies.images],
    [made?.id ?? "", copies.syntheses],
  ] as const) {
    await sql`insert into retake.syntheses select (jsonb_populate_record(s, jsonb_build_object('id', copy.id))).*
                from retake.syntheses s, unnest(${copied}::text[]) copy (id) where s.id = ${of}`;
  }
  await sql`insert into retake.generations select (jsonb_populate_record(g, jsonb_build_object('synthesis_id', copy.id))).*
              from retake.generations g, unnest(${copies.images}::text[]) copy (id) where g.synthesis_id = ${image}`;
  await sql`insert into retake.images select (jsonb_populate_record(i, jsonb_build_object('id', copy.id))).*
              from retake.images i, unnest(${copies.images}::text[]) copy (id) where i.id = ${image}`;
  expected.characters = byBytes(ids).toReversed();
  expected.images = byBytes([...copies.images, image]).toReversed();
  expected.syntheses = byBytes([...copies.syntheses, made?.id ?? ""]).toReversed();
}

/** The tests make more calls than a bucket admits. */
function giveBack(): void {
  for (const bucket of ["characters_get", "reads"] as const) app.app.localRateLimiter.giveBack(team.teamId, bucket);
}

type Connection = {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean };
};

/** Every id of a connection, page by page, in the order of the list. */
async function walkConnection(list: keyof typeof expected, sizes: "first" | "last"): Promise<readonly string[]> {
  const ids: string[][] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const start = cursor === undefined ? "" : `, ${sizes === "first" ? "after" : "before"}: ${JSON.stringify(cursor)}`;
    const field = `${list}(${sizes}: ${PAGE}${start}) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } }`;
    const inside = list === "syntheses" ? `character(id: "${character}") { ${field} }` : field;
    const { body } = await graphqlCall(app.url, team.apiKey, `{ ${inside} }`);
    giveBack();
    expect(body.errors).toBeUndefined();
    const outer = (body.data?.character ?? body.data) as Record<string, Connection>;
    const { edges, pageInfo } = outer[list] as Connection;
    ids[sizes === "first" ? "push" : "unshift"](edges.map(({ node }) => node.id));
    more = sizes === "first" ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    cursor = edges.at(sizes === "first" ? -1 : 0)?.cursor;
  }
  return ids.flat();
}

test("the database's collation differs from the order of bytes", async () => {
  const rows = await app.app.db.sql<{ id: string }[]>`select id from retake.characters order by id desc`;
  expect(rows.map(({ id }) => id)).not.toEqual(expected.characters);
});

test.each(["characters", "images", "syntheses"] as const)(
  "the connection %s returns every item once, in the order of bytes, in both directions",
  async (list) => {
    expect(await walkConnection(list, "first")).toEqual(expected[list]);
    expect(await walkConnection(list, "last")).toEqual(expected[list]);
  },
);

test.each(["characters", "images"] as const)(
  "GET /v1/%s returns every item once, in the order of bytes",
  async (list) => {
    const ids: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const from = next === "" ? "" : `&starting_after=${encodeURIComponent(next)}`;
      const { json } = await restCall(app.url, team.apiKey, "GET", `/v1/${list}?limit=${PAGE}${from}`);
      giveBack();
      ids.push(...json.data.map(({ id }: { id: string }) => id));
      next = json.next_cursor;
    }
    expect(ids).toEqual(expected[list]);
  },
);

test("a team's stream with an expired cursor sends a snapshot of every character, in the order of bytes", async () => {
  type Change = { readonly change: { readonly cursor: string; readonly character: { readonly id: string } } };
  const first = `subscription ($id: ID!) { change: characterStatusChanged(id: $id) { cursor character { id } } }`;
  await using present = subscribe<Change>(app.url, team.apiKey, first, { id: expected.characters[0] });
  const [at] = await present.take(1);
  await forgetEvents(app.app, team.teamId, CHARACTERS);
  const rest = "subscription ($after: String) { change: teamEvents(after: $after) { cursor character { id } } }";
  await using stream = subscribe<Change>(app.url, team.apiKey, rest, { after: at?.change.cursor });
  const received = await stream.take(CHARACTERS);
  expect(received.map(({ change }) => change.character.id)).toEqual(expected.characters.toReversed());
});
