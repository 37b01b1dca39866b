import { createHash } from "node:crypto";
import type { Core } from "../../../src/composition/core.ts";
import type { StoredRef } from "../../../src/domain/snapshots.ts";
import { ATTRIBUTES, createSeed } from "../../helpers/seed.ts";
import type { Target } from "./scenarios.ts";

export type BenchTeam = { readonly teamId: string; readonly apiKey: string; readonly keyId: string };
/** A character whose resynthesis will be accepted, with its team. */
export type Work = BenchTeam & Target;

const CREDITS = 100_000_000;
const ROWS_AT_ONCE = 500;

export async function makeTeams({ app }: Core, count: number): Promise<readonly BenchTeam[]> {
  const seed = createSeed(app);
  const teams: BenchTeam[] = [];
  for (let made = 0; made < count; made++) teams.push(await seed.team({ credits: CREDITS }));
  return teams;
}

/** Creates characters, in turn for each team, each with its own ref set. */
export async function makeCharacters({ app }: Core, teams: readonly BenchTeam[], count: number): Promise<Work[]> {
  const works: Work[] = [];
  for (let made = 0; made < count; made++) {
    const team = teams[made % teams.length];
    if (!team) throw new Error("there are no teams");
    works.push({ ...team, characterId: app.newId("character") });
  }
  // Neighbouring characters belong to different teams. Sorted by team, consecutive calls would lock the same team's
  // row.
  for (let start = 0; start < works.length; start += ROWS_AT_ONCE) {
    const rows = works.slice(start, start + ROWS_AT_ONCE).map(({ teamId, characterId }) => {
      return { team: teamId, id: characterId, refs: refsOf(teamId, characterId) };
    });
    const made = await app.db.sql<{ made: number }[]>`
      select count(*)::int as made from jsonb_to_recordset(${app.db.sql.json(rows)}) as row (team text, id text, refs jsonb)
       where retake.create_fixture(row.team, row.id, 'Mira', 'ready', ${app.db.sql.json(ATTRIBUTES)}, 7, row.refs)`;
    if (made[0]?.made !== rows.length) throw new Error("characters are missing");
  }
  return works;
}

function refsOf(teamId: string, characterId: string): readonly StoredRef[] {
  const key = (name: string) => {
    const sha = createHash("sha256").update(`${characterId} ${name}`).digest("hex");
    return `v1/${teamId}/${sha.slice(0, 2)}/${sha}.webp`;
  };
  return (["portrait", "front", "side", "back"] as const).map((pose) => ({
    pose,
    key: key(pose),
    thumb_key: key(`${pose} thumb`),
    width: 768,
    height: 1024,
    thumbhash: "1QcSHQRnh493V4dIh4eXh1h4kJUI",
    bytes: 100_000,
  }));
}
