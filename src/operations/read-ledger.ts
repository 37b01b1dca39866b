import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome } from "../domain/refusals.ts";
import type { LedgerEntrySnapshot } from "../domain/snapshots.ts";
import { listEntries } from "../services/credits/list-entries.ts";
import { byNumber, type Connection, type ConnectionArguments, parseBounds, toConnection } from "./connection.ts";

/** The team's ledger, newest first. Takes no token: only reached through a field that has paid. */
export async function readLedger(
  app: AppContext,
  call: Call,
  page: ConnectionArguments,
): Promise<Outcome<Connection<LedgerEntrySnapshot>>> {
  const list = byNumber("ledger");
  const bounds = parseBounds(list, page);
  if (!bounds.ok) return bounds;
  const read = await listEntries(app.db, call.principal.teamId, bounds.value);
  return accepted(toConnection(list, read, ({ seq, snapshot }) => ({ position: seq, node: snapshot })));
}
