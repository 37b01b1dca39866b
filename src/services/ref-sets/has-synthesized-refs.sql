-- Whether the character's current set has the four synthesized poses. Only such a set can have one ref regenerated.
create or replace function retake.has_synthesized_refs(p retake.characters) returns boolean language sql stable as $$
  select exists (select from retake.ref_sets s
                  where s.character_id = p.id and s.number = p.ref_set_number
                    and (select array_agg(ref ->> 'pose') from jsonb_array_elements(s.refs) ref)
                        @> array['portrait', 'front', 'side', 'back'])
$$;
