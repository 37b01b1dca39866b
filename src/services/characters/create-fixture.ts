import type { Database } from "../../db/client.ts";
import { queryOne } from "../../db/query.ts";
import type { CharacterAttributes } from "../../domain/character.ts";
import type { StoredRef } from "../../domain/snapshots.ts";

export type Fixture = {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly status: "ready" | "reviewing" | "failed";
  readonly attributes: CharacterAttributes | null;
  readonly identitySeed: number;
  readonly refs: readonly StoredRef[];
};

/** Writes a finished character for nothing; false when there is no such team. */
export async function createFixture(db: Database, fixture: Fixture): Promise<boolean> {
  const row = await queryOne(db.sql<{ created: boolean }[]>`
    select retake.create_fixture(${fixture.teamId}, ${fixture.id}, ${fixture.name}, ${fixture.status},
      ${fixture.attributes === null ? null : db.sql.json(fixture.attributes)}, ${fixture.identitySeed},
      ${db.sql.json(fixture.refs as never)}) as created`);
  return row.created;
}
