-- Records the stored contact sheet of a set once. Does nothing when the character was deleted meanwhile, because the
-- sheet would then never be removed.
create or replace function retake.record_sheet(p_character text, p_number int, p_key text) returns boolean
language plpgsql volatile as $$
begin
  perform from retake.characters where id = p_character and status <> 'deleted' for no key update;
  if not found then
    return false;
  end if;
  update retake.ref_sets set sheet_key = p_key where character_id = p_character and number = p_number;
  return found;
end $$;
