import type { AppContext } from "../context.ts";
import { isPlausibleId, parseEntryId, parseRefSetId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { ImageSnapshot } from "../domain/snapshots.ts";
import { findEntry } from "../services/credits/ledger.ts";
import { findImages } from "../services/images/images.ts";
import { findRefSet } from "../services/ref-sets/ref-sets.ts";
import { defineLookup } from "./operation.ts";
import { loadSyntheses } from "./syntheses.ts";

/** Returns a synthesis in its present state, also after its character was deleted. */
export const getSynthesis = defineLookup("get_synthesis", "reads", async (app, call, id) => {
  return (await loadSyntheses(app, call, [id])).get(id) ?? null;
});

/** Returns a ref set of a character that is not deleted. */
export const getRefSet = defineLookup("get_ref_set", "reads", async (app, call, id) => {
  const wanted = parseRefSetId(id);
  return wanted && findRefSet(app.db, call.principal.teamId, wanted.characterId, wanted.number);
});

/** Returns an entry of the caller's own ledger. */
export const getLedgerEntry = defineLookup("get_ledger_entry", "reads", async (app, call, id) => {
  const { teamId } = call.principal;
  const wanted = parseEntryId(id);
  return wanted?.teamId === teamId ? findEntry(app.db, teamId, wanted.seq) : null;
});

/** Returns an image in its present state. */
export const getImage = defineLookup("get_image", "reads", findImage);

/** Finds an image of the caller's team, without a rate limit. */
export async function findImage(app: AppContext, call: Call, id: string): Promise<ImageSnapshot | null> {
  return (await loadImages(app, call, [id])).get(id) ?? null;
}

/** Loads images of the caller's team by id. */
export async function loadImages(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ImageSnapshot>> {
  return findImages(app.db, call.principal.teamId, ids.filter(isPlausibleId));
}
