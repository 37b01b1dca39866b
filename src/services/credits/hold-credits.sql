-- Reserves the prices of accepted works, whose team rows are locked and have enough credits. Every work is a request of
-- accept_request with its payer, the API key that the entry names. Returns the works in their order with two more members:
-- open_syntheses counts the team's open runs including this one; the queue's fairness is based on it. event_seq is the
-- position of the work's event among the team's events; images have none.
drop function if exists retake.hold_credits(text, text, bigint, text);
drop function if exists retake.hold_credits(text, text, bigint);
create or replace function retake.hold_credits(p_works jsonb[]) returns jsonb[] language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_works jsonb[];
begin
  with work as (
    select given.work as doc, given.nth, r.id, r.team, r.price, r.payer, r.work <> 'image' as has_event,
           row_number() over by_team as place, count(*) filter (where r.work <> 'image') over by_team as event_place
      from unnest(p_works) with ordinality as given (work, nth),
           jsonb_to_record(given.work) as r (work text, id text, team text, price bigint, payer text)
    window by_team as (partition by r.team order by given.nth)
  ), due as (
    select team, sum(price)::bigint as price, count(*)::int as runs, count(*) filter (where has_event) as events
      from work group by team
  ), held as (
    update retake.teams t
       set held = t.held + due.price, open_syntheses = t.open_syntheses + due.runs, entry_seq = t.entry_seq + due.runs,
           event_seq = t.event_seq + due.events
      from due where t.id = due.team
    returning t.id as team, t.open_syntheses - due.runs as open_syntheses, t.entry_seq - due.runs as entry_seq,
              t.event_seq - due.events as event_seq
  ), entry as (
    insert into retake.ledger_entries (team_id, seq, kind, amount, synthesis_id, api_key_id, created_at)
    select w.team, h.entry_seq + w.place, 'hold', w.price, w.id, w.payer, v_now from work w join held h on h.team = w.team
  )
  select array_agg(
           w.doc || jsonb_build_object('open_syntheses', h.open_syntheses + w.place,
                                       'event_seq', case when w.has_event then h.event_seq + w.event_place end)
           order by w.nth)
    into v_works from work w join held h on h.team = w.team;
  return v_works;
end $$;
