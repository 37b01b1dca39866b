import type { Core } from "../../../src/composition/core.ts";
import type { AppContext } from "../../../src/context.ts";
import type { Principal } from "../../../src/domain/principal.ts";
import { updateCharacter } from "../../helpers/operations.ts";
import { createSeed } from "../../helpers/seed.ts";

/** A team of the bench with an API key and characters. */
export type Team = {
  readonly teamId: string;
  readonly apiKey: string;
  readonly principal: Principal;
  readonly characterIds: readonly string[];
};

const WRITES_AT_ONCE = 8;

export async function makeTeam({ app }: Core, characters: number): Promise<Team> {
  const seed = createSeed(app);
  const { teamId, apiKey, keyId } = await seed.team();
  const principal: Principal = { teamId, keyId, scope: "full", pinnedVersion: "2026-05-15" };
  const characterIds: string[] = [];
  let missing = characters;
  const makeNext = async () => {
    while (missing > 0) {
      missing -= 1;
      characterIds.push(await seed.character(teamId));
    }
  };
  await Promise.all(Array.from({ length: WRITES_AT_ONCE }, makeNext));
  return { teamId, apiKey, principal, characterIds };
}

let names = 0;

/** Renames a character from another process: one statement, one event, one notification. */
export async function writeEvent(app: AppContext, { principal }: Team, id: string): Promise<void> {
  names += 1;
  const call = {
    principal,
    requestId: app.newId("request"),
    version: principal.pinnedVersion,
    onRateLimitState: () => {},
  };
  const updated = await updateCharacter(app, call, { id, body: { name: `Mira ${names}` } });
  if (!updated.ok) throw new Error(`refused: ${updated.refusal.kind}`);
}

/** When each event of these teams was committed: milliseconds since 1970 by `character version`. */
export async function readCommits({ app }: Core, teams: readonly Team[]): Promise<ReadonlyMap<string, number>> {
  const rows = await app.db.sql<{ character_id: string; version: number; committed: string }[]>`
    select character_id, version, extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as committed
      from retake.events where team_id in ${app.db.sql(teams.map(({ teamId }) => teamId))}`;
  return new Map(rows.map((row) => [`${row.character_id} ${row.version}`, Number(row.committed)]));
}
