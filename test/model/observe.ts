import type { Sql } from "../../src/db/statement.ts";
import { canonical } from "./predict.ts";
import type { State } from "./state.ts";
import type { Ids } from "./system.ts";

type Row = { seen: Record<string, unknown> };

/** Reads the tables of both teams in the model's terms, and records the ids of new syntheses. */
export async function observe(sql: Sql, ids: Ids): Promise<unknown> {
  const fresh = await sql<{ id: string }[]>`
    select id from retake.syntheses s where team_id = any (${ids.teams as unknown as string[]}) and id <> all (${ids.runs})
     order by created_at, (select min(version) from retake.events e where e.synthesis_id = s.id), id`;
  ids.runs.push(...fresh.map(({ id }) => id));
  const [row] = await sql<Row[]>`
    select jsonb_build_object(
      'teams', (select jsonb_agg(jsonb_build_object(
          'total', total, 'held', held, 'openRuns', open_syntheses, 'events', event_seq, 'entries', entry_seq,
          'kinds', (select jsonb_object_agg(kind, n) from (
              select kind, count(*) as n from retake.ledger_entries where team_id = t.id group by kind) kinds),
          'characters', (select count(*) from retake.characters where team_id = t.id),
          'fullAt', (select jsonb_object_agg(bucket, extract(epoch from full_at) * 1000) from retake.buckets b
                      where b.team_id = t.id and full_at > retake.clock_now()),
          'keys', (select jsonb_object_agg(key, jsonb_build_array(operation, extract(epoch from expires_at) * 1000))
                     from retake.idempotency_keys where team_id = t.id and expires_at > retake.clock_now()))
          order by array_position(${ids.teams as unknown as string[]}, id)) from retake.teams t
                where id = any (${ids.teams as unknown as string[]})),
      'characters', (select jsonb_agg(jsonb_build_object(
          'status', status, 'version', version, 'name', name, 'attributes', attributes, 'error', error_message,
          'set', ref_set_number, 'events', (select count(*) from retake.events e where e.character_id = c.id))
          order by array_position(${ids.characters}, id)) from retake.characters c where id = any (${ids.characters})),
      'runs', (select jsonb_agg(jsonb_build_object('kind', kind, 'status', status, 'price', price)
          order by array_position(${ids.runs}, id)) from retake.syntheses where id = any (${ids.runs}))
    ) as seen`;
  return JSON.parse(canonical(row?.seen));
}

const OPERATIONS: Readonly<Record<string, string>> = {
  resynthesize: "resynthesize_character",
  regenerate: "regenerate_character_ref",
  create: "create_character",
  image: "create_image",
};

/** The same data of the model. */
export function expected(state: State): unknown {
  const orNull = <T extends object>(members: T) => (Object.keys(members).length === 0 ? null : members);
  const alive = <T>(members: Readonly<Record<string, T>>, until: (member: T) => number) =>
    Object.entries(members).filter(([, member]) => until(member) > state.now);
  return JSON.parse(
    canonical({
      teams: state.teams.map(({ total, held, openRuns, events, entries, fullAt, keys }, index) => ({
        total,
        held,
        openRuns,
        events,
        entries: Object.values(entries).reduce((sum, count) => sum + count, 0),
        kinds: orNull(Object.fromEntries(Object.entries(entries).filter(([, count]) => count > 0))),
        characters: state.characters.filter(({ team }) => team === index).length,
        fullAt: orNull(Object.fromEntries(alive(fullAt, (at) => at).filter(([name]) => EXACT.includes(name)))),
        keys: orNull(
          Object.fromEntries(
            alive(keys, ({ expiresAt }) => expiresAt).map(([key, { operation, expiresAt }]) => [
              key,
              [OPERATIONS[operation], expiresAt],
            ]),
          ),
        ),
      })),
      characters: state.characters.map(({ status, version, name, attributes, error, set }) => {
        return { status, version, name, attributes, error, set, events: version };
      }),
      runs: state.runs.length === 0 ? null : state.runs.map(({ kind, status, price }) => ({ kind, status, price })),
    }),
  );
}

/** The buckets that the database keeps. */
const EXACT = ["characters_synthesize", "images_post"];
