import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { SynthesisSnapshot } from "../domain/snapshots.ts";
import {
  findLatestSyntheses,
  findSyntheses,
  listSyntheses,
  listSynthesesOf,
} from "../services/generations/syntheses.ts";
import { byId, type Connection, type ConnectionArguments, pagesOfOwners } from "./pages.ts";

/** Syntheses read as fields of other objects. They have no rate limit, because the root field has taken a token. */

/** Loads syntheses of the caller's team by id. */
export function loadSyntheses(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  return findSyntheses(app.db, call.principal.teamId, ids.filter(isPlausibleId));
}

/** Loads the latest synthesis of each character, by the character's id. A character without one has no entry. */
export function loadLatestSyntheses(
  app: AppContext,
  call: Call,
  characterIds: readonly string[],
): Promise<ReadonlyMap<string, SynthesisSnapshot>> {
  return findLatestSyntheses(app.db, call.principal.teamId, characterIds);
}

/** Finds the same page of each character's syntheses, newest first, by the character's id. */
export function findSynthesisPages(
  app: AppContext,
  call: Call,
  characterIds: readonly string[],
  page: ConnectionArguments,
): Promise<ReadonlyMap<string, Outcome<Connection<SynthesisSnapshot>, "invalid_input">>> {
  const { teamId } = call.principal;
  return pagesOfOwners(characterIds, page, {
    list: (id) => byId(`syntheses/${id}`),
    one: (id, bounds) => listSyntheses(app.db, teamId, id, bounds),
    several: (ids, end) => listSynthesesOf(app.db, teamId, ids, end),
    read: (node) => ({ position: node.id, node }),
  });
}
