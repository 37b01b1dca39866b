import { type ApiKey, listApiKeys, revokeApiKey } from "../operations/api-keys.ts";
import { builder } from "./builder.ts";
import { call, errorsOf, mutate } from "./call.ts";
import { ScopeEnum } from "./enums.ts";
import { TeamType } from "./team.ts";

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
