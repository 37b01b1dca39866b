import { isPlausibleId } from "../domain/ids.ts";

/** Longest cursor that is looked at: name, owner and position, encoded. */
const MAX_CURSOR_LENGTH = 256;
const NUMBER = /^(0|[1-9][0-9]{0,14})$/;

/**
 * A position in one list as opaque text: base64url of the list's name and the position. `list` names the list and whose
 * it is, so a cursor of another list is recognised.
 */
export function encodeCursor(list: string, position: string | number): string {
  return Buffer.from(`${list} ${position}`).toString("base64url");
}

/** The position behind a cursor of this list, or null when it was not made by it. */
export function decodeCursor(list: string, cursor: string): string | null {
  if (cursor.length > MAX_CURSOR_LENGTH) return null;
  const decoded = Buffer.from(cursor, "base64url").toString("utf8");
  if (!decoded.startsWith(`${list} `)) return null;
  const position = decoded.slice(list.length + 1);
  // Encoded again it must be the same text: base64url has several spellings of the same bytes.
  return isPlausibleId(position) && encodeCursor(list, position) === cursor ? position : null;
}

/** The same for lists positioned by a number. */
export function decodeNumberCursor(list: string, cursor: string): number | null {
  const position = decodeCursor(list, cursor);
  return position !== null && NUMBER.test(position) ? Number(position) : null;
}
