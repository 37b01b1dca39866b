import { type AccessToken, createAccessToken } from "../../operations/create-access-token.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { restBody } from "../param.ts";
import { ScopeEnum } from "../types/enums.ts";
import { InvalidInputError, RateLimitExceededError } from "../user-errors.ts";

const Success = builder.objectRef<AccessToken>("CreateAccessTokenSuccess").implement({
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
    type: Success,
    errors: { types: [InvalidInputError, RateLimitExceededError] },
    description:
      "Makes a short-lived token for a browser. Needs a key with scope FULL; keys themselves are for servers.",
    args: {
      scope: t.arg({ type: ScopeEnum, required: true, description: "What the token may do." }),
      ttlSeconds: t.arg.int({
        required: true,
        description: "Seconds it works, 60–86400.",
        validate: { min: 60, max: 86_400 },
      }),
    },
    resolve: async (_root, args, context) =>
      valueOrRefusal(context, await createAccessToken(context.app, context.call, restBody(args))),
  }),
);
