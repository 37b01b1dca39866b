import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome } from "../domain/refusals.ts";
import { readTeam, type TeamFacts } from "../services/teams/read-team.ts";
import { takeCheapToken } from "./cheap-token.ts";

/** The caller's own team with its balance. */
export async function getTeam(app: AppContext, call: Call): Promise<Outcome<TeamFacts>> {
  const limited = takeCheapToken(app, call, "reads");
  if (limited) return limited;
  const team = await readTeam(app.db, call.principal.teamId);
  if (!team) throw new Error("an authenticated caller has a team");
  return accepted(team);
}
