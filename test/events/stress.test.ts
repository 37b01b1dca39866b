import { expect, test } from "vitest";
import type { CharacterChange } from "../../src/domain/snapshots.ts";
import { startTestApp } from "../helpers/app.ts";
import { connect } from "../helpers/connect.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { writeChanges } from "./writers.ts";

const CHARACTERS = 6;
const ROUNDS = 60;
const SUBSCRIBERS = 60;
const KILLS = 4;

type Log = { readonly what: string; readonly from: number; readonly seen: CharacterChange[] };

test("every subscriber receives the committed order, with many writers, any starting position and lost LISTEN connections", async () => {
  await using first = await startTestApp({ roles: ["gateway"] });
  await using second = await startTestApp({ roles: ["gateway"], beside: first });
  const apps = [first.app, second.app];
  const { teamId } = await first.seed.team();
  const ids = await Promise.all(Array.from({ length: CHARACTERS }, () => first.seed.character(teamId)));
  const { sql } = first.app.db;
  const controller = new AbortController();
  const logs: Log[] = [];

  const [start] = await sql<{ seq: number }[]>`select event_seq::int as seq from retake.teams where id = ${teamId}`;
  const total = (start?.seq ?? 0) + CHARACTERS * ROUNDS;
  const writing = writeChanges(apps, teamId, ids, ROUNDS);
  for (let nth = 0; nth < SUBSCRIBERS; nth++) {
    const { feed } = apps[nth % 2] as (typeof apps)[0];
    const id = ids[nth % CHARACTERS] as string;
    // Subscribers start at different times: each waits until a share of the writing is done.
    const [now] = await waitFor("the next share of the writing", async () => {
      const rows = await sql<{ seq: number; version: number }[]>`
        select t.event_seq::int as seq, c.version from retake.teams t join retake.characters c on c.id = ${id} where t.id = ${teamId}`;
      return (rows[0]?.seq ?? 0) >= Math.min(total, (total * nth) / SUBSCRIBERS) && rows;
    });
    const ofTeam = nth % 3 === 0;
    const present = (ofTeam ? now?.seq : now?.version) ?? 0;
    // From the beginning, from the end, and from eight positions between.
    const from = Math.floor((present * ((nth * 7) % 10)) / 9);
    const seen: CharacterChange[] = [];
    logs.push({ what: ofTeam ? teamId : id, from, seen });
    const stream = ofTeam
      ? feed.team({ id: teamId, teamId }, from, controller.signal)
      : feed.character({ id, teamId }, from, controller.signal);
    void (async () => {
      for await (const change of stream) seen.push(change);
    })();
    if (nth % Math.floor(SUBSCRIBERS / KILLS) === 7) await killListeners(first.database.target);
  }
  await writing;

  const committed = await sql<{ character_id: string; version: number; team_seq: number }[]>`
    select character_id, version, team_seq::int from retake.events where team_id = ${teamId} order by team_seq`;
  expect(committed.map(({ team_seq }) => team_seq)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  for (const { what, from, seen } of logs) {
    const expected =
      what === teamId
        ? committed.filter(({ team_seq }) => team_seq > from)
        : committed.filter(({ character_id, version }) => character_id === what && version > from);
    await waitFor("the end of a subscriber's log", () => seen.length >= expected.length);
    expect(seen.map(({ character_id, version }) => [character_id, version])).toEqual(
      expected.map(({ character_id, version }) => [character_id, version]),
    );
  }
  controller.abort();
});

/** Ends the LISTEN connections. Those ended a moment ago may still be reconnecting, so it waits for one. */
async function killListeners(target: Parameters<typeof connect>[0]): Promise<void> {
  const admin = connect(target, 1, "test killer");
  try {
    await waitFor("a LISTEN connection", async () => {
      const killed = await admin`
        select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query ilike 'listen%' and application_name like 'retake%'`;
      return killed.length > 0;
    });
  } finally {
    await admin.end();
  }
}
