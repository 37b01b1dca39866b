-- An image in the form that transports and stored outcomes use. Once its first call was sent it stays `processing`
-- until its end, through all retries.
create or replace function retake.image_json(p retake.images) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', p.id, 'team_id', p.team_id,
    'status', case when s.status = 'succeeded' then 'succeeded'
                   when s.status <> 'running' then 'failed'
                   when g.attempt > 0 then 'processing'
                   else 'pending' end,
    'prompt', p.prompt, 'character_id', p.character_id, 'ref_set_number', p.ref_set_number, 'image', p.image,
    'width', coalesce((p.image ->> 'width')::int, p.width), 'height', coalesce((p.image ->> 'height')::int, p.height),
    'seed', p.seed, 'error_message', s.error_code, 'cost', s.price, 'aurous_version', p.aurous_version,
    'created_at', p.created_at, 'completed_at', p.completed_at)
    from retake.syntheses s join retake.generations g on g.synthesis_id = s.id
   where s.id = p.id
$$;
