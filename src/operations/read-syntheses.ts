import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome } from "../domain/refusals.ts";
import type { SynthesisSnapshot } from "../domain/snapshots.ts";
import { listSyntheses } from "../services/generations/list-syntheses.ts";
import { byId, type Connection, type ConnectionArguments, parseBounds, toConnection } from "./connection.ts";

/** A character's syntheses, newest first. Takes no token: only reached through a field that has paid. */
export async function readSyntheses(
  app: AppContext,
  call: Call,
  characterId: string,
  page: ConnectionArguments,
): Promise<Outcome<Connection<SynthesisSnapshot>>> {
  const list = byId(`syntheses/${characterId}`);
  const bounds = parseBounds(list, page);
  if (!bounds.ok) return bounds;
  const read = await listSyntheses(app.db, call.principal.teamId, characterId, bounds.value);
  return accepted(toConnection(list, read, (node) => ({ position: node.id, node })));
}
