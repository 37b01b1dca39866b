-- An operator's free fixture: a character with a finished set of refs, and its event; no synthesis, no ledger entry.
create or replace function create_fixture(
  p_team text, p_character text, p_name text, p_status text, p_attributes jsonb, p_identity_seed bigint, p_refs jsonb
) returns boolean language plpgsql volatile as $$
declare
  v_character characters;
begin
  insert into characters (id, team_id, name, status, attributes, error_message, aurous_version)
  select p_character, t.id, p_name, 'failed', p_attributes, 'provider_unavailable', t.aurous_version
    from teams t where t.id = p_team;
  if not found then
    return false;
  end if;
  update characters
     set ref_set_number = add_ref_set(p_character, p_team, null, p_identity_seed, p_refs), status = p_status,
         error_message = case when p_status = 'failed' then 'provider_unavailable' end
   where id = p_character returning * into v_character;
  perform append_event(v_character, null, null);
  return true;
end $$;
