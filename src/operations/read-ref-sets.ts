import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome } from "../domain/refusals.ts";
import type { RefSetSnapshot } from "../domain/snapshots.ts";
import { listRefSets } from "../services/ref-sets/list-ref-sets.ts";
import { byNumber, type Connection, type ConnectionArguments, parseBounds, toConnection } from "./connection.ts";

/** A character's sets of refs, newest first. Takes no token: only reached through a field that has paid. */
export async function readRefSets(
  app: AppContext,
  call: Call,
  characterId: string,
  page: ConnectionArguments,
): Promise<Outcome<Connection<RefSetSnapshot>>> {
  const list = byNumber(`ref_sets/${characterId}`);
  const bounds = parseBounds(list, page);
  if (!bounds.ok) return bounds;
  const read = await listRefSets(app.db, call.principal.teamId, characterId, bounds.value);
  return accepted(toConnection(list, read, (node) => ({ position: node.number, node })));
}
