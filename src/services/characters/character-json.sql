-- A character in the one form that transports, events and stored outcomes use, with blob keys instead of URLs.
create or replace function retake.character_json(p retake.characters) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', p.id, 'team_id', p.team_id, 'name', p.name, 'status', p.status, 'version', p.version,
    'refs', coalesce((select s.refs from retake.ref_sets s where s.character_id = p.id and s.number = p.ref_set_number), '[]'),
    'ref_set_number', p.ref_set_number, 'attributes', p.attributes, 'client_reference_id', p.client_reference_id,
    'error_message', p.error_message, 'aurous_version', p.aurous_version,
    'created_at', p.created_at, 'updated_at', p.updated_at)
$$;
