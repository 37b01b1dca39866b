-- Raises an exception, which undoes the whole statement, when the caller's API key or access token is no longer
-- valid: it or its parent was revoked (RK001), or it has expired (RK002). Returns the API key that pays; for an
-- access token, the key it was made with. Accepts call it first, so that a revoked key gets no replay, and last, so
-- that a key revoked while the statement waited for a lock accepts nothing. p_api_key is null for a caller of version
-- 0.1.0.
create or replace function retake.require_paying_key(p_api_key text) returns text language plpgsql volatile as $$
declare
  v_key record;
begin
  if p_api_key is null then
    return null;
  end if;
  select coalesce(k.parent_id, k.id) as payer, retake.key_problem(k, parent) as problem
    into v_key
    from retake.api_keys k left join retake.api_keys parent on parent.id = k.parent_id
   where k.id = p_api_key;
  if v_key.problem = 'revoked' then
    raise exception 'the API key was revoked' using errcode = 'RK001';
  elsif v_key.problem = 'expired' then
    raise exception 'the access token has expired' using errcode = 'RK002';
  end if;
  return coalesce(v_key.payer, p_api_key);
end $$;
