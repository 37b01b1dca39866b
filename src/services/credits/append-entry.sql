-- Appends to the ledger. The caller has just changed the team row, so its lock orders the entries.
create or replace function retake.append_entry(
  p_team text, p_seq bigint, p_kind text, p_amount bigint, p_synthesis text, p_note text default null
) returns void language sql volatile as $$
  insert into retake.ledger_entries (team_id, seq, kind, amount, synthesis_id, note, created_at)
  values (p_team, p_seq, p_kind, p_amount, p_synthesis, p_note, retake.clock_now())
$$;
