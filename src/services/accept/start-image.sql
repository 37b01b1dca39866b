-- Writes an accepted image: a run of kind image with one generation, which keeps the set and attributes that the locked
-- character (all null without one) has now.
create or replace function retake.start_image(p jsonb, p_character retake.characters, p_open_syntheses int)
returns jsonb language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_id text := p ->> 'id';
  v_image retake.images;
begin
  insert into retake.syntheses (id, team_id, character_id, kind, attributes, price, identity_seed, base_ref_set, created_at,
                         deadline_at)
  values (v_id, p ->> 'team', p_character.id, 'image', p_character.attributes, (p ->> 'price')::bigint,
          coalesce(retake.current_identity_seed(p_character), (p ->> 'identity_seed')::bigint), p_character.ref_set_number,
          v_now, v_now + (p ->> 'deadline_ms')::int * interval '1 millisecond');
  insert into retake.generations (synthesis_id, pose, position) values (v_id, 'image', 1);
  insert into retake.images (id, team_id, character_id, ref_set_number, prompt, width, height, seed, aurous_version, created_at)
  values (v_id, p ->> 'team', p_character.id, p_character.ref_set_number, p ->> 'prompt', (p ->> 'width')::int,
          (p ->> 'height')::int, (p ->> 'seed')::bigint, p ->> 'aurous_version', v_now)
  returning * into v_image;
  perform retake.enqueue_synthesis(v_id, -p_open_syntheses);
  return jsonb_build_object('image', retake.image_json(v_image));
end $$;
