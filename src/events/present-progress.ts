import type { Database } from "../db/client.ts";
import { query } from "../db/query.ts";
import type { ProgressStep } from "../domain/snapshots.ts";

/** A living character's version, and its running or else latest synthesis as a step; null when it never had one. */
export type PresentProgress = { readonly version: number; readonly step: ProgressStep | null };

/** Null when the team has no such living character. */
export async function findPresentProgress(db: Database, teamId: string, id: string): Promise<PresentProgress | null> {
  type Row = { version: number; synthesis_id: string | null; seq: number; synthesis: ProgressStep["synthesis"] };
  const [row] = await query(db.sql<Row[]>`
    select c.version, (latest.s).id as synthesis_id, (latest.s).progress_seq as seq,
           retake.synthesis_json(latest.s) as synthesis
      from retake.characters c
      left join lateral (select s from retake.syntheses s where s.character_id = c.id and s.kind <> 'image'
                          order by (s.status = 'running') desc, s.id collate "C" desc limit 1) latest on true
     where c.id = ${id} and c.team_id = ${teamId} and c.status <> 'deleted'`);
  if (!row) return null;
  if (row.synthesis_id === null) return { version: row.version, step: null };
  const { generations } = row.synthesis;
  const completed = generations.filter(({ status }) => status === "delivered").length;
  const { synthesis_id, seq, synthesis } = row;
  const state = { pose: null, generation_status: null, completed, total: generations.length };
  return { version: row.version, step: { synthesis_id, seq, synthesis, ...state } };
}
