-- Creates a team with its first credits, if any.
create or replace function retake.create_team(
  p_id text, p_name text, p_auto_save boolean, p_aurous_version text, p_credits bigint, p_max bigint
) returns void language plpgsql volatile as $$
begin
  insert into retake.teams (id, name, auto_save, aurous_version) values (p_id, p_name, p_auto_save, p_aurous_version);
  if p_credits > 0 then
    perform retake.grant_credits(p_id, p_credits, 'first credits', p_max);
  end if;
end $$;
