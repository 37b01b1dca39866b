-- Why an API key or access token is not valid: revoked (it or its parent) or expired; null when it is.
create or replace function retake.key_problem(p_key retake.api_keys, p_parent retake.api_keys) returns text language sql volatile as $$
  select case when p_key.revoked_at is not null or p_parent.revoked_at is not null then 'revoked'
              when p_key.expires_at <= retake.clock_now() then 'expired' end
$$;
