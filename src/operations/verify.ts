import type { AppContext } from "../context.ts";
import type { Violation } from "../services/verify/check.ts";
import { findViolations } from "../services/verify/find-violations.ts";

/** An operator's call: whether the ledger, the state machine, the versions and the holds are as promised. */
export function verify(app: AppContext): Promise<readonly Violation[]> {
  return findViolations(app.db);
}
