import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { SynthesisSnapshot } from "../domain/snapshots.ts";
import { listSyntheses, listSynthesesOf } from "../services/generations/list-syntheses.ts";
import { byId, type Connection, type ConnectionArguments } from "./connection.ts";
import { readOwned } from "./owned-connections.ts";

/**
 * The same page of each character's syntheses, newest first, by the character's id. Takes no token: only reached
 * through a field that has paid.
 */
export function readSyntheses(
  app: AppContext,
  call: Call,
  characterIds: readonly string[],
  page: ConnectionArguments,
): Promise<ReadonlyMap<string, Outcome<Connection<SynthesisSnapshot>>>> {
  const { teamId } = call.principal;
  return readOwned(characterIds, page, {
    list: (id) => byId(`syntheses/${id}`),
    one: (id, bounds) => listSyntheses(app.db, teamId, id, bounds),
    several: (ids, end) => listSynthesesOf(app.db, teamId, ids, end),
    read: (node) => ({ position: node.id, node }),
  });
}
