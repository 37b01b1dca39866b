import type { Database } from "../../db/client.ts";
import { query } from "../../db/query.ts";
import { STATUS_EDGES } from "../../domain/character.ts";
import type { Check, Violation } from "./check.ts";
import { MONEY_CHECKS } from "./money-checks.ts";
import { STATE_CHECKS } from "./state-checks.ts";
import { WORK_CHECKS } from "./work-checks.ts";

/** Violations reported of one check: a broken invariant is usually broken often. */
const MAX_OF_A_CHECK = 100;

/** Every invariant that must hold in a database at any moment. */
export const CHECKS: readonly Check[] = [...MONEY_CHECKS, ...STATE_CHECKS, ...WORK_CHECKS];

/** Looks for violations of every invariant; reads only, and needs no rest. */
export async function findViolations(db: Database): Promise<readonly Violation[]> {
  const edges = STATUS_EDGES.map(([from, to]) => `${from ?? ""}>${to}`);
  const violations: Violation[] = [];
  for (const check of CHECKS) {
    const rows = await query(
      db.sql.unsafe<{ subject: string; detail: string }[]>(
        `select * from (${check.sql}) violations limit ${MAX_OF_A_CHECK}`,
        check.edges ? [edges] : [],
      ),
    );
    violations.push(...rows.map(({ subject, detail }) => ({ check: check.name, subject, detail })));
  }
  return violations;
}
