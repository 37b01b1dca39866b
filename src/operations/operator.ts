import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CURRENT_CONTRACT_VERSION } from "../domain/contract-version.ts";
import { type Balance, MAX_CREDITS } from "../domain/credits.ts";
import type { Gauges } from "../domain/observability.ts";
import type { Scope } from "../domain/principal.ts";
import { invalidInput, type Outcome, ok, refuse } from "../domain/refusals.ts";
import * as keys from "../services/api-keys/manage-keys.ts";
import { keySecret, SECRET_BYTES } from "../services/api-keys/manage-keys.ts";
import * as credits from "../services/credits/ledger.ts";
import * as maintenance from "../services/maintenance/maintenance.ts";
import * as teams from "../services/teams/teams.ts";
import { findTeam } from "../services/teams/teams.ts";
import { findViolations, type Violation } from "../services/verify/find-violations.ts";
import { parseInput, text } from "./input.ts";

/** The operator's calls from the command line. They have no caller and no rate limit, and may concern any team. */

const NOT_FOUND = refuse({ kind: "not_found" });

const teamInput = z.strictObject({
  name: text(1, 120),
  credits: z.int().min(0).max(MAX_CREDITS),
  autoSave: z.boolean(),
});

/** Creates a team and pins it to the current contract version. */
export async function createTeam(
  app: AppContext,
  input: z.input<typeof teamInput>,
): Promise<Outcome<{ teamId: string }>> {
  const parsed = parseInput(teamInput, input);
  if (!parsed.ok) return parsed;
  const teamId = app.newId("team");
  await teams.createTeam(app.db, { id: teamId, version: CURRENT_CONTRACT_VERSION, ...parsed.value });
  return ok({ teamId });
}

/** The teams of this installation, oldest first, a page at a time. `after` is the last id of the page before. */
export async function listTeams(
  app: AppContext,
  after: string | null,
): Promise<{ readonly teams: readonly teams.ListedTeam[]; readonly hasMore: boolean }> {
  const found = await teams.listTeams(app.db, after);
  return { teams: found.slice(0, teams.TEAMS_PER_PAGE), hasMore: found.length > teams.TEAMS_PER_PAGE };
}

const grantInput = z.strictObject({
  teamId: text(1, 64),
  amount: z.int().min(1).max(MAX_CREDITS),
  note: text(1, 500).nullable(),
});

const TOO_MANY_CREDITS = invalidInput(
  "value_out_of_range",
  `amount: the team would have more than ${MAX_CREDITS} credits. Grant fewer.`,
  "amount",
);

/** Grants a team a whole number of credits. */
export async function grantCredits(app: AppContext, input: z.input<typeof grantInput>): Promise<Outcome<Balance>> {
  const parsed = parseInput(grantInput, input);
  if (!parsed.ok) return parsed;
  const { teamId, amount, note } = parsed.value;
  const balance = await credits.grantCredits(app.db, teamId, amount, note);
  if (!balance) return (await findTeam(app.db, teamId)) ? TOO_MANY_CREDITS : NOT_FOUND;
  app.notifier.notifyChanged(teamId);
  return ok(balance);
}

/** Returns a team's balance. */
export async function showCredits(app: AppContext, teamId: string): Promise<Outcome<Balance>> {
  const team = await findTeam(app.db, teamId);
  return team ? ok(team.balance) : NOT_FOUND;
}

/** Creates an API key of a team. The secret is returned only here. */
export async function createKey(
  app: AppContext,
  teamId: string,
  scope: Scope,
): Promise<Outcome<{ keyId: string; secret: string }>> {
  const keyId = app.newId("apiKey");
  const secret = keySecret(randomBytes(SECRET_BYTES));
  const created = await keys.insertKey(app.db, { id: keyId, teamId, scope, secret });
  return created ? ok({ keyId, secret }) : NOT_FOUND;
}

/** Revokes an API key. Calls with it are refused, and its streams close within 5 s. */
export async function revokeKey(app: AppContext, keyId: string): Promise<Outcome<{ keyId: string }>> {
  const revoked = await keys.revokeKey(app.db, keyId);
  app.apiKeys.forget();
  return revoked ? ok({ keyId }) : NOT_FOUND;
}

/** Lists a team's keys with their previews, oldest first. */
export async function listKeys(app: AppContext, teamId: string): Promise<Outcome<readonly keys.KeyRow[]>> {
  const team = await findTeam(app.db, teamId);
  return team ? ok(await keys.listKeys(app.db, teamId)) : NOT_FOUND;
}

/** Checks the ledger, states, versions and holds of all teams. Returns the violated invariants. */
export function verify(app: AppContext): Promise<readonly Violation[]> {
  return findViolations(app.db);
}

/** Reads the metrics that the database has about work and credits, over all processes and teams. */
export function currentGauges(app: AppContext): Promise<Gauges> {
  return maintenance.findGauges(app.db);
}
