import type { getTeam } from "../../../operations/get-team.ts";
import { builder } from "../builder.ts";
import { CreditsType } from "./credits.ts";

/** What the operation answers. */
type TeamFacts = Extract<Awaited<ReturnType<typeof getTeam>>, { ok: true }>["value"];

export const TeamType = builder.objectRef<TeamFacts>("Team");

builder.node(TeamType, {
  description: "The tenant: owner of keys, credits, characters, rate limits and idempotency keys.",
  id: { description: "`team_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name it was given." }),
    autoSave: t.exposeBoolean("autoSave", {
      description: "True when a new set is saved at once: its characters become READY without review.",
    }),
    credits: t.expose("balance", { type: CreditsType, description: "Its credits now." }),
  }),
});
