import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { SynthesisSnapshot } from "../domain/snapshots.ts";
import { readLatestSynthesis, readSynthesis } from "../services/generations/read-synthesis.ts";

/** A synthesis of the caller's team, or null. Takes no token: only reached through a field that has paid. */
export function findSynthesis(app: AppContext, call: Call, id: string): Promise<SynthesisSnapshot | null> {
  return readSynthesis(app.db, call.principal.teamId, id);
}

/** The character's latest synthesis, or null when it never had one. */
export function findLatestSynthesis(
  app: AppContext,
  call: Call,
  characterId: string,
): Promise<SynthesisSnapshot | null> {
  return readLatestSynthesis(app.db, call.principal.teamId, characterId);
}
