-- Creates a character with a finished set of refs for an operator, without a synthesis or ledger entry. It follows
-- legal edges: `ready` at once, as from uploads; `reviewing` and `failed` via `synthesizing`, which gets its own
-- event.
create or replace function retake.create_fixture(
  p_team text, p_character text, p_name text, p_status text, p_attributes jsonb, p_identity_seed bigint, p_refs jsonb
) returns boolean language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_character retake.characters;
begin
  insert into retake.characters (id, team_id, name, status, attributes, aurous_version, created_at, updated_at)
  select p_character, t.id, p_name, 'synthesizing', p_attributes, t.aurous_version, v_now, v_now
    from retake.teams t where t.id = p_team
  returning * into v_character;
  if not found then
    return false;
  end if;
  if p_status <> 'ready' then
    perform retake.append_event(v_character, null, null);
  end if;
  update retake.characters
     set ref_set_number = retake.add_ref_set(p_character, p_team, null, p_identity_seed, p_refs), status = p_status,
         version = case when p_status = 'ready' then 1 else 2 end,
         error_message = case when p_status = 'failed' then 'provider_unavailable' end
   where id = p_character returning * into v_character;
  perform retake.append_event(v_character, case when p_status <> 'ready' then 'synthesizing' end, null);
  return true;
end $$;
