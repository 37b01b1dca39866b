-- Reserves the price. held is false when the available credits are short: nothing is written then, and shortage
-- says why, with the sums that were judged.
-- The entry names the API key of the call; for an access token, the key that it was made with.
-- open_syntheses counts the team's open runs, this one included: the queue's fairness is made from it.
drop function if exists retake.hold_credits(text, text, bigint);
create or replace function retake.hold_credits(
  p_team text, p_synthesis text, p_price bigint, p_api_key text,
  out held boolean, out shortage jsonb, out open_syntheses int
) language plpgsql volatile as $$
declare
  v_team retake.teams;
begin
  select * into strict v_team from retake.teams t where t.id = p_team for no key update;
  held := v_team.total - v_team.held >= p_price;
  if held then
    update retake.teams t
       set held = t.held + p_price, open_syntheses = t.open_syntheses + 1, entry_seq = t.entry_seq + 1
     where t.id = p_team
    returning * into v_team;
    open_syntheses := v_team.open_syntheses;
    perform retake.append_entry(p_team, v_team.entry_seq, 'hold', p_price, p_synthesis, null,
      coalesce((select k.parent_id from retake.api_keys k where k.id = p_api_key), p_api_key));
  else
    shortage := jsonb_build_object('kind', 'insufficient_credits', 'required', p_price,
      'available', v_team.total - v_team.held, 'held', v_team.held);
  end if;
end $$;
