import type { BucketState } from "../domain/buckets.ts";
import type { Balance } from "../domain/credits.ts";
import type { LedgerEntrySnapshot } from "../domain/snapshots.ts";
import { type AccessToken, type ApiKey, createAccessToken, listApiKeys, revokeApiKey } from "../operations/api-keys.ts";
import { findLedgerPage, findRateLimits, getTeam, type TeamSnapshot, watchBalance } from "../operations/get-team.ts";
import { type CostEstimate, estimate } from "../operations/images.ts";
import { getEventCursor } from "../operations/watch-team.ts";
import { builder, characterSynthesis, SynthesisType } from "./builder.ts";
import { argumentsOf, call, errorsOf, mutate } from "./call.ts";
import { LedgerEntryKindEnum, PaidOperationEnum, ScopeEnum } from "./enums.ts";
import { valueOrRefusal } from "./errors.ts";
import { ImageType } from "./images.ts";

const CreditsType = builder.objectRef<Balance>("Credits").implement({
  description: "A team's credits at one instant.",
  fields: (t) => ({
    total: t.exposeInt("total", { description: "Granted credits minus captured credits." }),
    held: t.exposeInt("held", { description: "Reserved by work in progress." }),
    available: t.exposeInt("available", { description: "`total` minus `held`: what can be spent now." }),
  }),
});

const MS_PER_SECOND = 1_000;

const RateLimitType = builder.objectRef<BucketState>("RateLimit").implement({
  description: "A token bucket of the team, at one instant.",
  fields: (t) => ({
    bucket: t.exposeString("bucket", { description: "Its name, the same as over REST." }),
    limit: t.exposeInt("limit", { description: "The tokens of a full bucket." }),
    remaining: t.exposeInt("remaining", { description: "Whole tokens left." }),
    resetAt: t.field({
      type: "DateTime",
      description: "When it will be full again, rounded up to a second.",
      resolve: ({ resetAtSeconds }) => new Date(resetAtSeconds * MS_PER_SECOND).toISOString(),
    }),
  }),
});

const LedgerEntryType = builder.objectRef<LedgerEntrySnapshot>("LedgerEntry");

builder.node(LedgerEntryType, {
  description: "One movement of credits. Entries are added and never changed.",
  id: { description: "`led_` + ULID + number.", resolve: ({ id }) => id },
  fields: (t) => ({
    kind: t.expose("kind", { type: LedgerEntryKindEnum, description: "What the entry does." }),
    amount: t.exposeInt("amount", { description: "Credits; always above 0." }),
    synthesis: t.field({
      type: SynthesisType,
      nullable: true,
      description: "The synthesis that the credits are for; null for a GRANT and for an image.",
      resolve: async ({ synthesis_id }, _args, { load }) =>
        synthesis_id === null ? null : characterSynthesis(await load.synthesis(synthesis_id)),
    }),
    image: t.field({
      type: ImageType,
      nullable: true,
      description: "The image that the credits are for; null for a GRANT and for a synthesis.",
      resolve: ({ synthesis_id }, _args, { load }) => (synthesis_id === null ? null : load.image(synthesis_id)),
    }),
    apiKeyId: t.exposeID("api_key_id", {
      nullable: true,
      description:
        "The API key of the paid call; for an access token, the key that it was made with. Null for a GRANT, and for " +
        "entries made before keys were recorded.",
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When the entry was written." }),
  }),
});

export const TeamType = builder.objectRef<TeamSnapshot>("Team");

builder.node(TeamType, {
  description: "The tenant: it owns API keys, credits, characters, rate limits and idempotency keys.",
  id: { description: "`team_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name it was given." }),
    autoSave: t.exposeBoolean("autoSave", {
      description: "True when each new ref set is saved at once, so that characters become READY without review.",
    }),
    eventCursor: t.string({
      description:
        "The present position in the team's events, for `teamEvents(after:)`. Read it in a request before the one that " +
        "reads a list: then the subscription repeats what the list may show, and misses nothing.",
      resolve: (_team, _args, context) => call(context, getEventCursor, {}),
    }),
    credits: t.expose("balance", { type: CreditsType, description: "Its credits now." }),
    rateLimits: t.field({
      type: [RateLimitType],
      description: "All its rate limits. Reading them takes no token beyond that of the root field.",
      resolve: async (_team, _args, { app, call }) => [...(await findRateLimits(app, call))],
    }),
    ledger: t.connection(
      {
        type: LedgerEntryType,
        description: "Its entries, newest first.",
        resolve: async (_team, page, context) =>
          valueOrRefusal(context, await findLedgerPage(context.app, context.call, page)),
      },
      { name: "LedgerEntryConnection", description: "A page of the team's ledger." },
      { name: "LedgerEntryEdge", description: "An entry and its cursor." },
    ),
  }),
});

builder.queryField("team", (t) =>
  t.field({
    type: TeamType,
    nullable: true,
    description: "The team of the API key.",
    resolve: (_root, _args, context) => call(context, getTeam, {}),
  }),
);

builder.subscriptionField("balanceChanged", (t) =>
  t.field({
    type: CreditsType,
    description:
      "The team's credits: first as they are now, then after each change. Changes at the same time may arrive as one.",
    subscribe: (_root, _args, context) => call(context, watchBalance, {}),
    resolve: (balance) => balance,
  }),
);

const AccessTokenSuccess = builder.objectRef<AccessToken>("CreateAccessTokenSuccess").implement({
  description: "The access token. It is shown only in this answer.",
  fields: (t) => ({
    token: t.exposeString("token", { description: "The token. Use it like an API key." }),
    expiresAt: t.field({
      type: "DateTime",
      description: "When it expires. Revoking the API key that it was made with revokes it earlier.",
      resolve: ({ expiresAt }) => expiresAt.toISOString(),
    }),
  }),
});

builder.mutationField("createAccessToken", (t) =>
  t.field({
    type: AccessTokenSuccess,
    nullable: true,
    errors: errorsOf(createAccessToken),
    validate: argumentsOf(createAccessToken),
    description:
      "Makes a short-lived token for a browser; API keys are for servers. Needs a key with scope FULL. Revoking the key " +
      "revokes its tokens.",
    args: {
      scope: t.arg({ type: ScopeEnum, required: true, description: "What the token may do." }),
      ttlSeconds: t.arg.int({
        required: true,
        description: "How long it is valid, in seconds: 60–86400.",
      }),
    },
    resolve: (_root, args, context) => mutate(context, createAccessToken, args),
  }),
);

const CostEstimateType = builder.objectRef<CostEstimate>("CostEstimate").implement({
  description: "What a paid call would cost now. Nothing is held.",
  fields: (t) => ({
    credits: t.exposeInt("credits", { description: "The price of the call." }),
    available: t.exposeInt("available", { description: "The credits that the team can spend now." }),
    sufficient: t.exposeBoolean("sufficient", { description: "True when `available` covers `credits`." }),
  }),
});

builder.queryField("estimate", (t) =>
  t.field({
    type: CostEstimateType,
    nullable: true,
    description: "What a paid call would cost now, and whether the team can pay for it.",
    args: { operation: t.arg({ type: PaidOperationEnum, required: true, description: "The paid call." }) },
    resolve: (_root, args, context) => call(context, estimate, args),
  }),
);

const ApiKeyType = builder.objectRef<ApiKey>("ApiKey").implement({
  description: "An API key of the team. Its secret is shown only at its creation.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "`key_` + ULID." }),
    preview: t.exposeString("preview", { description: "The first characters of the secret." }),
    scope: t.expose("scope", { type: ScopeEnum, description: "What the key is allowed to do." }),
    createdAt: t.field({
      type: "DateTime",
      description: "When it was created.",
      resolve: (key) => key.created_at.toISOString(),
    }),
    revokedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was revoked; null while it is valid.",
      resolve: (key) => key.revoked_at?.toISOString() ?? null,
    }),
  }),
});

builder.objectField(TeamType, "apiKeys", (t) =>
  t.field({
    type: [ApiKeyType],
    nullable: true,
    description:
      "Its API keys, oldest first, revoked ones included; access tokens are not listed. Needs a key with scope FULL, " +
      "otherwise null with the error `missing_scope`.",
    resolve: (_team, _args, context) => call(context, listApiKeys, {}),
  }),
);

const RevokeSuccess = builder.objectRef<ApiKey>("RevokeApiKeySuccess").implement({
  description: "The API key is revoked.",
  fields: (t) => ({
    apiKey: t.field({ type: ApiKeyType, description: "The key, revoked.", resolve: (key) => key }),
  }),
});

builder.mutationField("revokeApiKey", (t) =>
  t.field({
    type: RevokeSuccess,
    nullable: true,
    errors: errorsOf(revokeApiKey),
    description:
      "Revokes an API key of the team and every token made with it. Its streams close within 5 s. Revoking a key again " +
      "changes nothing. Needs a key with scope FULL.",
    args: { id: t.arg.id({ required: true, description: "`key_` + ULID." }) },
    resolve: (_root, args, context) => mutate(context, revokeApiKey, args),
  }),
);
