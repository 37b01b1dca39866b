-- Locks the team row. Returns null when the team has the credits for p_price, and else the refusal, with the sums that
-- were compared.
create or replace function retake.find_shortage(p_team text, p_price bigint) returns jsonb language plpgsql volatile as $$
declare
  v_team record;
begin
  select total - held as available, held into strict v_team from retake.teams where id = p_team for no key update;
  if v_team.available < p_price then
    return jsonb_build_object('kind', 'insufficient_credits', 'required', p_price, 'available', v_team.available,
      'held', v_team.held);
  end if;
  return null;
end $$;
