-- Grants credits to a team; null when there is no such team. p_max limits the team's total, so that sums stay exact.
create or replace function retake.grant_credits(p_team text, p_amount bigint, p_note text, p_max bigint)
returns table (total bigint, held bigint) language plpgsql volatile as $$
declare
  v_team retake.teams;
begin
  update retake.teams t set total = t.total + p_amount, entry_seq = t.entry_seq + 1
   where t.id = p_team and t.total + p_amount <= p_max
  returning * into v_team;
  if found then
    perform retake.append_entry(p_team, v_team.entry_seq, 'grant', p_amount, null, p_note, null);
    return query select v_team.total, v_team.held;
  end if;
end $$;
