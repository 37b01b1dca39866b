-- Writes an image and its run: one row each, one generation. p is the locked character, or all null without one.
create or replace function retake.start_image(
  p retake.characters, p_team text, p_image text, p_prompt text, p_width int, p_height int, p_seed bigint,
  p_aurous_version text, p_price bigint, p_identity_seed bigint, p_deadline_ms int
) returns jsonb language plpgsql volatile as $$
declare
  v_now timestamptz := retake.clock_now();
  v_image retake.images;
begin
  insert into retake.syntheses (id, team_id, character_id, kind, attributes, price, identity_seed, base_ref_set, created_at,
                         deadline_at)
  values (p_image, p_team, p.id, 'image', p.attributes, p_price, p_identity_seed, p.ref_set_number, v_now,
          v_now + p_deadline_ms * interval '1 millisecond');
  insert into retake.generations (synthesis_id, pose, position) values (p_image, 'image', 1);
  insert into retake.images (id, team_id, character_id, ref_set_number, prompt, width, height, seed, aurous_version, created_at)
  values (p_image, p_team, p.id, p.ref_set_number, p_prompt, p_width, p_height, p_seed, p_aurous_version, v_now)
  returning * into v_image;
  return retake.image_json(v_image);
end $$;
