import type { BucketState } from "../domain/buckets.ts";
import type { Balance } from "../domain/credits.ts";
import type { LedgerEntrySnapshot } from "../domain/snapshots.ts";
import { type AccessToken, createAccessToken } from "../operations/create-access-token.ts";
import { type CostEstimate, estimate } from "../operations/estimate.ts";
import { findLedgerPage, findRateLimits, getTeam, type TeamSnapshot } from "../operations/get-team.ts";
import { watchBalance } from "../operations/watch-balance.ts";
import { builder } from "./builder.ts";
import { argumentsOf, errorsOf, mutate, read } from "./call.ts";
import { LedgerEntryKindEnum, PaidOperationEnum, ScopeEnum } from "./enums.ts";
import { valueOrRefusal } from "./errors.ts";
import { ImageType } from "./images.ts";
import { characterSynthesis, SynthesisType } from "./synthesis.ts";

const CreditsType = builder.objectRef<Balance>("Credits").implement({
  description: "A team's credits at one instant.",
  fields: (t) => ({
    total: t.exposeInt("total", { description: "Granted and not captured yet." }),
    held: t.exposeInt("held", { description: "Reserved by running work." }),
    available: t.exposeInt("available", { description: "`total` − `held`: what can be spent now." }),
  }),
});

const MS_PER_SECOND = 1_000;

const RateLimitType = builder.objectRef<BucketState>("RateLimit").implement({
  description: "A token bucket of the team, at one instant.",
  fields: (t) => ({
    bucket: t.exposeString("bucket", { description: "Its name, as over REST." }),
    limit: t.exposeInt("limit", { description: "Tokens it holds when it is full." }),
    remaining: t.exposeInt("remaining", { description: "Whole tokens left." }),
    resetAt: t.field({
      type: "DateTime",
      description: "When it is full again, rounded up to a second.",
      resolve: ({ resetAtSeconds }) => new Date(resetAtSeconds * MS_PER_SECOND).toISOString(),
    }),
  }),
});

const LedgerEntryType = builder.objectRef<LedgerEntrySnapshot>("LedgerEntry").implement({
  description: "One movement of credits; entries are only added, never changed.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Unique among all entries." }),
    kind: t.expose("kind", { type: LedgerEntryKindEnum, description: "What was done." }),
    amount: t.exposeInt("amount", { description: "Credits moved; always above 0." }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis that the credits were for; null for a grant and for an image.",
      resolve: async ({ synthesis_id }, _args, { load }) =>
        synthesis_id === null ? null : characterSynthesis(await load.synthesis(synthesis_id)),
    }),
    image: t.field({
      type: ImageType,
      nullable: true,
      description: "The image that the credits were for; null for a grant and for a synthesis.",
      resolve: ({ synthesis_id }, _args, { load }) => (synthesis_id === null ? null : load.image(synthesis_id)),
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When it was written." }),
  }),
});

const TeamType = builder.objectRef<TeamSnapshot>("Team");

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
      resolve: async (_team, _args, { app, call }) => [...(await findRateLimits(app, call))],
    }),
    ledger: t.connection(
      {
        type: LedgerEntryType,
        description: "Its movements of credits, newest first.",
        resolve: async (_team, page, context) =>
          valueOrRefusal(context, await findLedgerPage(context.app, context.call, page)),
      },
      { name: "LedgerEntryConnection", description: "A page of a team's ledger." },
      { name: "LedgerEntryEdge", description: "An entry and its place in the ledger." },
    ),
  }),
});

builder.queryField("team", (t) =>
  t.field({
    type: TeamType,
    description: "The team that the API key belongs to.",
    resolve: (_root, _args, context) => read(context, getTeam, {}),
  }),
);

builder.subscriptionField("balanceChanged", (t) =>
  t.field({
    type: CreditsType,
    description:
      "The team's credits: as they are now, then after each change. Always the newest: changes at the same time may " +
      "come as one.",
    subscribe: (_root, _args, context) => read(context, watchBalance, {}),
    resolve: (balance) => balance,
  }),
);

const AccessTokenSuccess = builder.objectRef<AccessToken>("CreateAccessTokenSuccess").implement({
  description: "The token; it is told here and never again.",
  fields: (t) => ({
    token: t.exposeString("token", { description: "Used like a key." }),
    expiresAt: t.field({
      type: "DateTime",
      description: "When it stops working, if the key it was made with is not revoked before.",
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
  }),
});

builder.mutationField("createAccessToken", (t) =>
  t.field({
    type: AccessTokenSuccess,
    errors: errorsOf(createAccessToken),
    validate: argumentsOf(createAccessToken),
    description:
      "Makes a short-lived token for a browser. Needs a key with scope FULL; keys themselves are for servers.",
    args: {
      scope: t.arg({ type: ScopeEnum, required: true, description: "What the token may do." }),
      ttlSeconds: t.arg.int({
        required: true,
        description: "Seconds it works, 60–86400.",
      }),
    },
    resolve: (_root, args, context) => mutate(context, createAccessToken, args),
  }),
);

const CostEstimateType = builder.objectRef<CostEstimate>("CostEstimate").implement({
  description: "What a call would cost now; nothing is held.",
  fields: (t) => ({
    credits: t.exposeInt("credits", { description: "Its price." }),
    available: t.exposeInt("available", { description: "What the team could spend now." }),
    sufficient: t.exposeBoolean("sufficient", { description: "True when the one covers the other." }),
  }),
});

builder.queryField("estimate", (t) =>
  t.field({
    type: CostEstimateType,
    description: "What a paid call would cost now, and whether the team could pay it.",
    args: { operation: t.arg({ type: PaidOperationEnum, required: true, description: "The call." }) },
    resolve: (_root, args, context) => read(context, estimate, args),
  }),
);
