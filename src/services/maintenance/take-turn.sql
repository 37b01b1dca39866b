-- Returns true to one caller among all processes in each interval, so that common work is done once.
create or replace function retake.take_turn(p_name text, p_interval_seconds int) returns boolean language plpgsql volatile as $$
begin
  insert into retake.settings as s (name, value) values (p_name, to_jsonb(retake.clock_now()))
      on conflict (name) do update set value = excluded.value
   where (s.value #>> '{}')::timestamptz <= retake.clock_now() - make_interval(secs => p_interval_seconds);
  return found;
end $$;
