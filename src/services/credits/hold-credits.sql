-- Reserves the price. When too few credits are available, held is false, nothing is written, and shortage has the
-- sums that were compared. The entry names p_api_key, the API key of the call. open_syntheses counts the team's open
-- runs with this one; the queue's fairness is based on it. event_seq is the position of the call's event among the
-- team's events, taken by the same write of the team row; it is null without p_has_event.
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
