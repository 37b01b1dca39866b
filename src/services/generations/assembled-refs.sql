-- The refs of a successful synthesis: its own images in the order of poses, or for regenerate_ref the base set with
-- one replaced.
create or replace function retake.assembled_refs(p retake.syntheses) returns jsonb language sql stable as $$
  with made as (
    select g.pose, g.position, g.image || jsonb_build_object('pose', g.pose) as ref
      from retake.generations g where g.synthesis_id = p.id
  )
  select case when p.kind = 'regenerate_ref' then
    (select jsonb_agg(coalesce(made.ref, old.ref) order by old.position)
       from retake.ref_sets s, jsonb_array_elements(s.refs) with ordinality old (ref, position)
       left join made on made.pose = old.ref ->> 'pose'
      where s.character_id = p.character_id and s.number = p.base_ref_set)
  else
    (select jsonb_agg(made.ref order by made.position) from made)
  end
$$;
