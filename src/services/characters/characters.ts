import { and, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import { readTogether } from "../../db/read-together.ts";
import { characters } from "../../db/schema/characters.ts";
import type { CharacterAttributes, CharacterStatus } from "../../domain/character.ts";
import type { CharacterSnapshot, StoredRef } from "../../domain/snapshots.ts";
import { listSnapshots, type Page, type PageBounds } from "../pages/pages.ts";
import { CharacterReading } from "./snapshot-cache.ts";

/** The column of a statement that returns characters. */
function snapshotOf({ stamps, read }: CharacterReading): SQL<CharacterSnapshot> {
  return sql`retake.character_unless_known(characters, xmin, ${stamps}::text::jsonb)`.mapWith(read);
}

/** A character of the team, or null when it is unknown, deleted or another team's, without a distinction. */
export async function findCharacter(db: Database, teamId: string, id: string): Promise<CharacterSnapshot | null> {
  return readOne(db, { teamId, id });
}

const readOne = readTogether<CharacterSnapshot>(async (db, teamIds, ids) => {
  const reading = new CharacterReading(db, ids);
  const rows = await db.sql<{ place: number; character: string }[]>`
    select wanted.place::int4 as place,
           retake.character_unless_known(c, c.xmin, ${reading.stamps}::text::jsonb) as character
      from unnest(${teamIds as string[]}::text[], ${ids as string[]}::text[]) with ordinality as wanted (team_id, id, place)
      join retake.characters c on c.id = wanted.id
     where c.team_id = wanted.team_id and c.status <> 'deleted'`;
  return rows.map(({ place, character }) => ({ place, row: reading.read(character) }));
});

/** Finds several characters at once, by id. */
export async function findCharacters(
  db: Database,
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CharacterSnapshot>> {
  const snapshot = snapshotOf(new CharacterReading(db, ids));
  const rows = await query(
    db.reads
      .select({ id: characters.id, snapshot })
      .from(characters)
      .where(and(inArray(characters.id, [...ids]), eq(characters.teamId, teamId), ne(characters.status, "deleted"))),
  );
  return new Map(rows.map(({ id, snapshot }) => [id, snapshot]));
}

/**
 * The most rows to search for a character with images, so that many deleted characters are not searched to the end.
 */
const LOOKED_AT = 1_000;

/** Any team's character with images, or null when none is found quickly. Never return it to a caller. */
export async function findAnyCharacter(db: Database): Promise<{ readonly id: string; readonly teamId: string } | null> {
  const some = db.reads
    .select({ id: characters.id, teamId: characters.teamId, status: characters.status })
    .from(characters)
    .limit(LOOKED_AT)
    .as("some");
  const [found] = await query(
    db.reads
      .select({ id: some.id, teamId: some.teamId })
      .from(some)
      .where(inArray(some.status, ["reviewing", "ready"]))
      .limit(1),
  );
  return found ?? null;
}

export type CharacterFilter = {
  readonly status: CharacterStatus | null;
  readonly clientReferenceId: string | null;
};

/** How many lists' ids are kept. The ids of a page of 100 characters take 7 kB, so those of all lists take at most 4 MB. */
const MAX_LISTS = 500;

/** The ids that a list had when it was read last, by everything that the list depends on. */
const lists = new LRUCache<string, readonly string[]>({ max: MAX_LISTS });

/** The team's characters without the deleted ones, newest first, by id. */
export async function listCharacters(
  db: Database,
  teamId: string,
  filter: CharacterFilter,
  bounds: PageBounds<string>,
): Promise<Page<CharacterSnapshot>> {
  const mine = and(
    eq(characters.teamId, teamId),
    ne(characters.status, "deleted"),
    filter.status === null ? undefined : eq(characters.status, filter.status),
    filter.clientReferenceId === null ? undefined : eq(characters.clientReferenceId, filter.clientReferenceId),
  );
  const list = JSON.stringify([teamId, filter, bounds]);
  const reading = new CharacterReading(db, lists.get(list) ?? []);
  const source = { table: characters, position: characters.id, where: mine, snapshot: snapshotOf(reading) };
  const page = await listSnapshots(db, source, bounds);
  lists.set(list, reading.ids);
  return page;
}

/** Whether the team has or had this character. Only such an id can be the start of a page. */
export async function hadCharacter(db: Database, teamId: string, id: string): Promise<boolean> {
  const statement = db.reads
    .select({ id: characters.id })
    .from(characters)
    .where(and(eq(characters.id, id), eq(characters.teamId, teamId)));
  return (await query(statement)).length > 0;
}

export type Fixture = {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly status: "ready" | "reviewing" | "failed";
  readonly attributes: CharacterAttributes | null;
  readonly identitySeed: number;
  readonly refs: readonly StoredRef[];
};

/** Stores a finished character free of charge. Returns false when there is no such team. */
export async function createFixture(db: Database, fixture: Fixture): Promise<boolean> {
  const row = await queryOne(db.sql<{ created: boolean }[]>`
    select retake.create_fixture(${fixture.teamId}, ${fixture.id}, ${fixture.name}, ${fixture.status},
      ${fixture.attributes === null ? null : db.sql.json(fixture.attributes)}, ${fixture.identitySeed},
      ${db.sql.json(fixture.refs as never)}) as created`);
  return row.created;
}
