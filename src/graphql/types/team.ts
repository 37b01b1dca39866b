import type { getTeam } from "../../operations/get-team.ts";
import { readLedger } from "../../operations/read-ledger.ts";
import { readRateLimits } from "../../operations/read-rate-limits.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { CreditsType } from "./credits.ts";
import { LedgerEntryType } from "./ledger-entry.ts";
import { RateLimitType } from "./rate-limit.ts";

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
    rateLimits: t.field({
      type: [RateLimitType],
      description: "All its buckets now. Looking takes a token of `reads` alone.",
      resolve: async (_team, _args, { app, call }) => [...(await readRateLimits(app, call))],
    }),
    ledger: t.connection(
      {
        type: LedgerEntryType,
        description: "Its movements of credits, newest first.",
        resolve: async (_team, page, context) =>
          valueOrRefusal(context, await readLedger(context.app, context.call, page)),
      },
      { name: "LedgerEntryConnection", description: "A page of a team's ledger." },
      { name: "LedgerEntryEdge", description: "An entry and its place in the ledger." },
    ),
  }),
});
