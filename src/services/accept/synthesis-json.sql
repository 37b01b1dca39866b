-- A synthesis with its generations, as every transport, event and stored outcome has it. A delivered image shows its
-- thumbnail while the synthesis runs and once it has succeeded; a failed or cancelled one shows none.
create or replace function retake.synthesis_json(p retake.syntheses) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', p.id, 'character_id', p.character_id, 'kind', p.kind, 'status', p.status, 'cost', p.price,
    'error_code', p.error_code, 'started_at', p.created_at, 'finished_at', p.finished_at,
    'generations', (select jsonb_agg(jsonb_build_object('pose', g.pose, 'status', g.status, 'attempt', g.attempt)
                                     || case when p.status in ('running', 'succeeded') and g.image ->> 'thumb_key' is not null
                                          then jsonb_build_object('thumb_key', g.image ->> 'thumb_key',
                                                                  'thumbhash', g.image ->> 'thumbhash')
                                          else '{}' end
                                     order by g.position)
                      from retake.generations g where g.synthesis_id = p.id))
$$;
