import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { SynthesisSnapshot } from "../domain/snapshots.ts";
import { readLatestSyntheses, readSyntheses } from "../services/generations/read-synthesis.ts";

/** Syntheses of the caller's team by id. Takes no token: only reached through a field that has paid. */
export function findSyntheses(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  return readSyntheses(app.db, call.principal.teamId, ids);
}

/** The latest synthesis of each character by the character's id; no entry for one that never had any. */
export function findLatestSyntheses(
  app: AppContext,
  call: Call,
  characterIds: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  return readLatestSyntheses(app.db, call.principal.teamId, characterIds);
}
