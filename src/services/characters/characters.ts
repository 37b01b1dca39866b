import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Database } from "../../db/client.ts";
import { query, queryOne } from "../../db/query.ts";
import { readTogether } from "../../db/read-together.ts";
import { characters } from "../../db/schema/characters.ts";
import type { CharacterAttributes, CharacterStatus } from "../../domain/character.ts";
import type { CharacterSnapshot, StoredRef } from "../../domain/snapshots.ts";
import { listSnapshots, type Page, type PageBounds } from "../pages/pages.ts";
import { readSnapshot } from "./snapshot-cache.ts";

const SNAPSHOT = sql`retake.character_json(characters)::text`.mapWith(readSnapshot);

/** A character of the team, or null when it is unknown, deleted or another team's, without a distinction. */
export async function findCharacter(db: Database, teamId: string, id: string): Promise<CharacterSnapshot | null> {
  const text = await readOne(db, { teamId, id });
  return text === null ? null : readSnapshot(text);
}

const readOne = readTogether<string>(
  (db, teamIds, ids) => db.sql<{ place: number; row: string }[]>`
    select wanted.place::int4 as place, retake.character_json(c)::text as row
      from unnest(${teamIds as string[]}::text[], ${ids as string[]}::text[]) with ordinality as wanted (team_id, id, place)
      join retake.characters c on c.id = wanted.id
     where c.team_id = wanted.team_id and c.status <> 'deleted'`,
);

/** Finds several characters at once, by id. */
export async function findCharacters(
  db: Database,
  teamId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CharacterSnapshot>> {
  const rows = await query(
    db.reads
      .select({ id: characters.id, snapshot: SNAPSHOT })
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

/** The team's characters without the deleted ones, newest first, by id. */
export function listCharacters(
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
  return listSnapshots(db, { table: characters, position: characters.id, where: mine, snapshot: SNAPSHOT }, bounds);
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
