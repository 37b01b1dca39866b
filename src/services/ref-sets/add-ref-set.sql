-- Adds the next set of a locked character and returns its number.
create or replace function retake.add_ref_set(p_character text, p_team text, p_synthesis text, p_identity_seed bigint, p_refs jsonb)
returns int language sql volatile as $$
  insert into retake.ref_sets (character_id, number, team_id, synthesis_id, identity_seed, refs, blob_keys, created_at)
  select p_character, coalesce(max(s.number), 0) + 1, p_team, p_synthesis, p_identity_seed, p_refs,
         (select array_agg(distinct k) from jsonb_array_elements(p_refs) ref,
                 lateral (values (ref ->> 'key'), (ref ->> 'thumb_key')) keys (k)),
         retake.clock_now()
    from retake.ref_sets s where s.character_id = p_character
  returning number
$$;
