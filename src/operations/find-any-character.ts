import type { AppContext } from "../context.ts";
import { findAnyCharacter as find } from "../services/characters/read-character.ts";

/** Some character with pictures for a gateway to warm up with, of whichever team; null without one or a database. */
export async function findAnyCharacter(
  app: AppContext,
): Promise<{ readonly id: string; readonly teamId: string } | null> {
  return find(app.db).catch(() => null);
}
