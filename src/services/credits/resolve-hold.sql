-- Resolves the hold of a synthesis once: 'capture' takes the credits, 'release' returns them. The unique index on
-- resolutions prevents a second one, and the caller has just ended the synthesis under its row lock. The entry names
-- the API key of the hold, which is the key of the paid call.
create or replace function retake.resolve_hold(p_team text, p_synthesis text, p_price bigint, p_kind text)
returns void language plpgsql volatile as $$
declare
  v_seq bigint;
begin
  update retake.teams t
     set held = t.held - p_price,
         total = t.total - case when p_kind = 'capture' then p_price else 0 end,
         open_syntheses = t.open_syntheses - 1,
         entry_seq = t.entry_seq + 1
   where t.id = p_team
  returning t.entry_seq into strict v_seq;
  perform retake.append_entry(p_team, v_seq, p_kind, p_price, p_synthesis, null,
    (select e.api_key_id from retake.ledger_entries e where e.synthesis_id = p_synthesis and e.kind = 'hold'));
end $$;
