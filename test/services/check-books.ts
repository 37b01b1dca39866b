import { expect } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { isLegalEdge } from "../../src/domain/character.ts";

/** The invariants of a team's money and history, straight from the tables; returns its balance. */
export async function checkBooks(app: AppContext, teamId: string): Promise<{ total: number; held: number }> {
  const { sql } = app.db;
  const [team] = await sql`
    select t.total::int, t.held::int, t.open_syntheses, t.entry_seq::int, t.event_seq::int,
           coalesce(sum(e.amount) filter (where e.kind = 'grant'), 0)::int as granted,
           coalesce(sum(e.amount) filter (where e.kind = 'capture'), 0)::int as captured,
           coalesce(sum(e.amount) filter (where e.kind = 'hold'), 0)::int as holds,
           coalesce(sum(e.amount) filter (where e.kind in ('capture', 'release')), 0)::int as resolved,
           count(e.seq)::int as entries,
           (select count(*)::int from syntheses s where s.team_id = t.id and s.status = 'running') as running
      from teams t left join ledger_entries e on e.team_id = t.id where t.id = ${teamId} group by t.id`;
  expect(team).toMatchObject({
    total: team?.granted - team?.captured,
    held: team?.holds - team?.resolved,
    open_syntheses: team?.running,
    entry_seq: team?.entries,
  });
  await checkHolds(app, teamId);
  await checkEvents(app, teamId, team?.event_seq);
  return { total: team?.total, held: team?.held };
}

/** Each run has one hold for its price; a running one is unresolved, a succeeded one captured, any other released. */
async function checkHolds(app: AppContext, teamId: string): Promise<void> {
  const wrong = await app.db.sql`
    select s.id, s.status from syntheses s
      left join ledger_entries h on h.synthesis_id = s.id and h.kind = 'hold'
      left join ledger_entries r on r.synthesis_id = s.id and r.kind in ('capture', 'release')
     where s.team_id = ${teamId}
       and (h.amount is distinct from s.price
         or r.kind is distinct from (case s.status when 'running' then null when 'succeeded' then 'capture' else 'release' end)
         or (r.kind is not null and r.amount <> s.price))`;
  expect(wrong).toEqual([]);
  const strays = await app.db.sql`
    select e.seq from ledger_entries e left join syntheses s on s.id = e.synthesis_id
     where e.team_id = ${teamId} and e.kind <> 'grant' and s.id is null`;
  expect(strays).toEqual([]);
}

/** One event for each version, without gap; each a legal edge from the one before; the last one is the character. */
async function checkEvents(app: AppContext, teamId: string, eventSeq: number): Promise<void> {
  const events = await app.db.sql`
    select e.character_id as id, e.version, e.team_seq::int, e.status, e.previous_status as before,
           c.version as last, c.status as now
      from events e join characters c on c.id = e.character_id where e.team_id = ${teamId} order by e.team_seq`;
  expect(events.map((event) => event.team_seq)).toEqual(Array.from({ length: eventSeq }, (_, index) => index + 1));
  for (const history of Map.groupBy(events, (event) => event.id).values()) {
    expect(history.map((event) => event.version)).toEqual(history.map((_, index) => index + 1));
    expect(history.at(-1)).toMatchObject({ version: history[0]?.last, status: history[0]?.now });
    for (const [index, event] of history.entries()) {
      expect(event.before).toBe(history[index - 1]?.status ?? null);
      // A fixture appears in any state.
      if (index > 0) expect([event.before, event.status, isLegalEdge(event.before, event.status)]).toContain(true);
    }
  }
  const silent = await app.db.sql`
    select c.id from characters c where c.team_id = ${teamId}
       and c.version <> (select count(*) from events e where e.character_id = c.id)`;
  expect(silent).toEqual([]);
  const stuck = await app.db.sql`
    select c.id, c.status from characters c where c.team_id = ${teamId}
       and (c.status = 'synthesizing') <> exists (select from syntheses s
             where s.character_id = c.id and s.kind <> 'image' and s.status = 'running')`;
  expect(stuck).toEqual([]);
}
