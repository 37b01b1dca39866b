-- Appends an entry to the ledger. The caller has just changed the team row, whose lock orders the entries. p_api_key
-- is the key of the paid call, or null for a grant.
drop function if exists retake.append_entry(text, bigint, text, bigint, text, text);
create or replace function retake.append_entry(
  p_team text, p_seq bigint, p_kind text, p_amount bigint, p_synthesis text, p_note text, p_api_key text
) returns void language sql volatile as $$
  insert into retake.ledger_entries (team_id, seq, kind, amount, synthesis_id, note, api_key_id, created_at)
  values (p_team, p_seq, p_kind, p_amount, p_synthesis, p_note, p_api_key, retake.clock_now())
$$;
