-- Reserves the price. held is false when the available credits are short: nothing is written then, and shortage
-- says why, with the sums that were judged.
-- The entry names p_api_key, the API key of the call. open_syntheses counts the team's open runs, this one included: the
-- queue's fairness is made from it. event_seq is the place of the call's event among the team's, null without p_has_event:
-- the same write of the team row takes it.
drop function if exists retake.hold_credits(text, text, bigint, text);
drop function if exists retake.hold_credits(text, text, bigint);
create or replace function retake.hold_credits(
  p_team text, p_synthesis text, p_price bigint, p_api_key text, p_has_event boolean,
  out held boolean, out shortage jsonb, out open_syntheses int, out event_seq bigint
) language plpgsql volatile as $$
declare
  v_team retake.teams;
begin
  select * into strict v_team from retake.teams t where t.id = p_team for no key update;
  held := v_team.total - v_team.held >= p_price;
  if held then
    update retake.teams t
       set held = t.held + p_price, open_syntheses = t.open_syntheses + 1, entry_seq = t.entry_seq + 1,
           event_seq = t.event_seq + p_has_event::int
     where t.id = p_team
    returning * into v_team;
    open_syntheses := v_team.open_syntheses;
    event_seq := case when p_has_event then v_team.event_seq end;
    perform retake.append_entry(p_team, v_team.entry_seq, 'hold', p_price, p_synthesis, null, p_api_key);
  else
    shortage := jsonb_build_object('kind', 'insufficient_credits', 'required', p_price,
      'available', v_team.total - v_team.held, 'held', v_team.held);
  end if;
end $$;
