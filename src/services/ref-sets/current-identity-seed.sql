-- The identity seed of the current set; null without a set.
create or replace function retake.current_identity_seed(p retake.characters) returns bigint language sql stable as $$
  select s.identity_seed from retake.ref_sets s where s.character_id = p.id and s.number = p.ref_set_number
$$;
