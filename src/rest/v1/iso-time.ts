import type { DatabaseTime } from "../../domain/snapshots.ts";

/** A moment as REST prints it: ISO 8601 in UTC, milliseconds, `Z`. */
export function isoTime(time: DatabaseTime): string {
  return new Date(time).toISOString();
}
