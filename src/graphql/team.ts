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
  description: "A team's credits at one point in time.",
  fields: (t) => ({
    total: t.exposeInt("total", { description: "Granted credits minus captured credits." }),
    held: t.exposeInt("held", { description: "Credits reserved for work in progress." }),
    available: t.exposeInt("available", { description: "Credits that can be spent now: `total` minus `held`." }),
  }),
});

const MS_PER_SECOND = 1_000;

const RateLimitType = builder.objectRef<BucketState>("RateLimit").implement({
  description:
    "A rate limit of the team at one point in time. It is a token bucket: each call takes a token, and tokens " +
    "refill steadily.",
  fields: (t) => ({
    bucket: t.exposeString("bucket", { description: "The name of the rate limit, the same as over REST." }),
    limit: t.exposeInt("limit", { description: "How many tokens the full bucket holds." }),
    remaining: t.exposeInt("remaining", { description: "How many whole tokens are left." }),
    resetAt: t.field({
      type: "DateTime",
      description: "When the bucket will be full again, rounded up to a second.",
      resolve: ({ resetAtSeconds }) => new Date(resetAtSeconds * MS_PER_SECOND).toISOString(),
    }),
  }),
});

const LedgerEntryType = builder.objectRef<LedgerEntrySnapshot>("LedgerEntry");

builder.node(LedgerEntryType, {
  description: "One change of the team's credits. Entries are never changed or removed.",
  id: { description: "`led_` + ULID + number.", resolve: ({ id }) => id },
  fields: (t) => ({
    kind: t.expose("kind", { type: LedgerEntryKindEnum, description: "What the entry does." }),
    amount: t.exposeInt("amount", { description: "Number of credits, always above 0." }),
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
        "The API key of the paid call. For a call with an access token, the key that created the token. Null for a GRANT, " +
        "and for entries from before keys were recorded.",
    }),
    createdAt: t.expose("created_at", { type: "DateTime", description: "When the entry was written." }),
  }),
});

const TeamType = builder.objectRef<TeamSnapshot>("Team");

builder.node(TeamType, {
  description: "A tenant. It owns API keys, credits, characters, images, rate limits and idempotency keys.",
  id: { description: "`team_` + ULID.", resolve: ({ id }) => id },
  fields: (t) => ({
    name: t.exposeString("name", { description: "The name that the operator gave the team." }),
    autoSave: t.exposeBoolean("autoSave", {
      description:
        "True when every new ref set is saved automatically, so that characters become READY without review.",
    }),
    eventCursor: t.string({
      description:
        "The present position in the team's events, for `teamEvents(after:)`. To follow a list without missing an event, " +
        "read this cursor first, then read the list in a second request, then subscribe after the cursor. Events that the " +
        "list already shows may be repeated.",
      resolve: (_team, _args, context) => call(context, getEventCursor, {}),
    }),
    credits: t.expose("balance", { type: CreditsType, description: "The team's credits now." }),
    rateLimits: t.field({
      type: [RateLimitType],
      description: "All rate limits of the team. Reading them takes no token besides that of the root field.",
      resolve: async (_team, _args, { app, call }) => [...(await findRateLimits(app, call))],
    }),
    ledger: t.connection(
      {
        type: LedgerEntryType,
        description: "All changes of the team's credits, newest first.",
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
    description: "The team of the API key or access token.",
    resolve: (_root, _args, context) => call(context, getTeam, {}),
  }),
);

builder.subscriptionField("balanceChanged", (t) =>
  t.field({
    type: CreditsType,
    description:
      "Sends the team's present credits, then the credits after each change. Changes in quick succession may be combined " +
      "into one value.",
    subscribe: (_root, _args, context) => call(context, watchBalance, {}),
    resolve: (balance) => balance,
  }),
);

const AccessTokenSuccess = builder.objectRef<AccessToken>("CreateAccessTokenSuccess").implement({
  description: "The access token was created. It is shown only in this response.",
  fields: (t) => ({
    token: t.exposeString("token", { description: "The token. Send it in place of an API key." }),
    expiresAt: t.field({
      type: "DateTime",
      description: "When the token expires. It is revoked earlier if the API key that created it is revoked.",
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
      "Creates a short-lived token for a browser; API keys are for servers only. Needs an API key with scope FULL. " +
      "Revoking the key revokes its tokens.",
    args: {
      scope: t.arg({ type: ScopeEnum, required: true, description: "What the token is allowed to do." }),
      ttlSeconds: t.arg.int({
        required: true,
        description: "How long the token is valid, in seconds: 60–86400.",
      }),
    },
    resolve: (_root, args, context) => mutate(context, createAccessToken, args),
  }),
);

const CostEstimateType = builder.objectRef<CostEstimate>("CostEstimate").implement({
  description: "What a paid mutation would cost now. Nothing is held.",
  fields: (t) => ({
    credits: t.exposeInt("credits", { description: "The price of the mutation in credits." }),
    available: t.exposeInt("available", { description: "The credits that the team can spend now." }),
    sufficient: t.exposeBoolean("sufficient", { description: "True when `available` covers `credits`." }),
  }),
});

builder.queryField("estimate", (t) =>
  t.field({
    type: CostEstimateType,
    nullable: true,
    description: "Returns what a paid mutation would cost now, and whether the team's credits cover it.",
    args: { operation: t.arg({ type: PaidOperationEnum, required: true, description: "The paid mutation." }) },
    resolve: (_root, args, context) => call(context, estimate, args),
  }),
);

const ApiKeyType = builder.objectRef<ApiKey>("ApiKey").implement({
  description: "An API key of the team. The secret itself is shown only when the key is created.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "`key_` + ULID." }),
    preview: t.exposeString("preview", { description: "The first characters of the secret." }),
    scope: t.expose("scope", { type: ScopeEnum, description: "What the key is allowed to do." }),
    createdAt: t.field({
      type: "DateTime",
      description: "When the key was created.",
      resolve: (key) => key.created_at.toISOString(),
    }),
    revokedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When the key was revoked; null while it is valid.",
      resolve: (key) => key.revoked_at?.toISOString() ?? null,
    }),
  }),
});

builder.objectField(TeamType, "apiKeys", (t) =>
  t.field({
    type: [ApiKeyType],
    nullable: true,
    description:
      "The team's API keys, oldest first, including revoked ones; access tokens are not listed. Needs a key with scope " +
      "FULL; with another key the field is null and `errors` has the code `missing_scope`.",
    resolve: (_team, _args, context) => call(context, listApiKeys, {}),
  }),
);

const RevokeSuccess = builder.objectRef<ApiKey>("RevokeApiKeySuccess").implement({
  description: "The API key is revoked.",
  fields: (t) => ({
    apiKey: t.field({ type: ApiKeyType, description: "The revoked key.", resolve: (key) => key }),
  }),
});

builder.mutationField("revokeApiKey", (t) =>
  t.field({
    type: RevokeSuccess,
    nullable: true,
    errors: errorsOf(revokeApiKey),
    description:
      "Revokes an API key of the team and every token created with it. Streams opened with them close within 5 s. " +
      "Revoking a revoked key does nothing. Needs a key with scope FULL.",
    args: { id: t.arg.id({ required: true, description: "`key_` + ULID." }) },
    resolve: (_root, args, context) => mutate(context, revokeApiKey, args),
  }),
);
