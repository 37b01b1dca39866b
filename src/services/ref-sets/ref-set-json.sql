-- A set of refs in the form that both transports use, with blob keys instead of URLs.
create or replace function retake.ref_set_json(p retake.ref_sets) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'character_id', p.character_id, 'number', p.number, 'synthesis_id', p.synthesis_id, 'refs', p.refs,
    'created_at', p.created_at)
$$;
