import { expect } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { verify } from "../../src/operations/operator.ts";
import { findTeam } from "../../src/services/teams/teams.ts";

/** Checks all invariants now instead of at the end of the file, and returns the team's balance. */
export async function checkBooks(app: AppContext, teamId: string): Promise<{ total: number; held: number }> {
  expect(await verify(app)).toEqual([]);
  const team = await findTeam(app.db, teamId);
  if (!team) throw new Error(`no team ${teamId}`);
  return { total: team.balance.total, held: team.balance.held };
}
