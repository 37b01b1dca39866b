-- A character for a reader that may have it already: its id, the stamp of its row, and its JSON unless p_known, an object of
-- stamps by id, has the same stamp. p_xmin is the row's xmin, which every change of the row replaces. Version and time are
-- part of the stamp, because transaction ids are used again after a fail-over that lost commits.
create or replace function retake.character_unless_known(p retake.characters, p_xmin xid, p_known jsonb) returns text
language sql stable as $$
  select case
    when p_known ->> p.id = p_xmin::text || '/' || p.version || '/' || extract(epoch from p.updated_at)
      then p.id || ' ' || p_xmin::text || '/' || p.version || '/' || extract(epoch from p.updated_at)
    else p.id || ' ' || p_xmin::text || '/' || p.version || '/' || extract(epoch from p.updated_at) || ' '
         || retake.character_json(p)::text
  end
$$;
