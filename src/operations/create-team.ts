import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CURRENT_CONTRACT_VERSION } from "../domain/contract-version.ts";
import { MAX_CREDITS } from "../domain/credits.ts";
import { accepted, type Outcome } from "../domain/refusals.ts";
import * as teams from "../services/teams/create-team.ts";
import { parseInput, text } from "./input.ts";

const teamInput = z.strictObject({
  name: text(1, 120),
  credits: z.int().min(0).max(MAX_CREDITS),
  autoSave: z.boolean(),
});

/** An operator's call: a new team, pinned to today's contract version. */
export async function createTeam(
  app: AppContext,
  input: z.input<typeof teamInput>,
): Promise<Outcome<{ teamId: string }>> {
  const parsed = parseInput(teamInput, input);
  if (!parsed.ok) return parsed;
  const teamId = app.newId("team");
  await teams.createTeam(app.db, { id: teamId, version: CURRENT_CONTRACT_VERSION, ...parsed.value });
  return accepted({ teamId });
}
