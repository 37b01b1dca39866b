import { z } from "zod";
import type { AppContext } from "../context.ts";
import { type Balance, MAX_CREDITS } from "../domain/credits.ts";
import { accepted, type Outcome, refused } from "../domain/refusals.ts";
import { grantCredits as grant } from "../services/credits/grant-credits.ts";
import { readTeam } from "../services/teams/read-team.ts";
import { parseInput, text } from "./input.ts";

const grantInput = z.strictObject({
  teamId: text(1, 64),
  amount: z.int().min(1).max(MAX_CREDITS),
  note: text(1, 500).nullable(),
});

/** An operator's call: gives a team credits; whole numbers only. */
export async function grantCredits(app: AppContext, input: z.input<typeof grantInput>): Promise<Outcome<Balance>> {
  const parsed = parseInput(grantInput, input);
  if (!parsed.ok) return parsed;
  const balance = await grant(app.db, parsed.value.teamId, parsed.value.amount, parsed.value.note);
  if (!balance) return refused({ kind: "not_found" });
  app.doorbell.changed(parsed.value.teamId);
  return accepted(balance);
}

/** An operator's call: a team's balance. */
export async function showCredits(app: AppContext, teamId: string): Promise<Outcome<Balance>> {
  const team = await readTeam(app.db, teamId);
  return team ? accepted(team.balance) : refused({ kind: "not_found" });
}
