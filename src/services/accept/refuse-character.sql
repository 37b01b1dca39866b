-- Why a locked character (all null when there is none to be had) is not eligible for this work; null when it is.
create or replace function retake.refuse_character(p retake.characters, p_work text, p_eligible text[])
returns jsonb language plpgsql stable as $$
begin
  return case
    when p.id is null then jsonb_build_object('kind', 'not_found')
    when p_work = 'image' and p.status <> all (p_eligible) then
      jsonb_build_object('kind', 'character_not_ready', 'status', p.status)
    when p.status <> all (p_eligible) then jsonb_build_object('kind', 'character_state', 'status', p.status)
    when p_work = 'regenerate_ref' and not retake.has_synthesized_refs(p) then
      jsonb_build_object('kind', 'character_state', 'status', p.status, 'reason', 'no_ref_set')
    when p_work <> 'image' and p.attributes is null then
      jsonb_build_object('kind', 'invalid_input', 'code', 'missing_field', 'param', 'attributes',
                         'message', 'The character has no attributes to synthesize from.')
  end;
end $$;
