-- Why locked uploads can't become refs, null when they can: each must be this team's, stored, unexpired and unused, and be
-- named once. p_refs has those that can.
create or replace function retake.refuse_uploads(p_refs jsonb, p_uploads text[]) returns jsonb language sql immutable as $$
  select jsonb_build_object('kind', 'invalid_input', 'code', 'upload_invalid', 'param', 'upload_ids',
                            'message', 'An upload is unknown, not stored yet, expired or used already.')
   where jsonb_array_length(p_refs) < cardinality(p_uploads)
$$;
