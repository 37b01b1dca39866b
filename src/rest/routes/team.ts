import { z } from "zod";
import { createAccessToken } from "../../operations/api-keys.ts";
import { getTeam } from "../../operations/get-team.ts";
import { route } from "../route.ts";

const tokenSchema = z
  .strictObject({
    token: z
      .string()
      .meta({ description: "The token. Send it in place of an API key. It is shown only in this response." }),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: "AccessToken" });

export const createAccessTokenRoute = route({
  method: "post",
  path: "/v1/access_tokens",
  status: 201,
  operation: createAccessToken,
  docs: {
    summary: "Create a short-lived token for a browser",
    description:
      "Creates a token for a browser; API keys are for servers only. Revoking the API key that created the token " +
      "also revokes the token. Free.",
    examples: [{ scope: "read", ttl_seconds: 3600 }],
    response: {
      schema: tokenSchema,
      example: { token: `al_live_${"0123456789abcdef".repeat(4)}`, expires_at: "2026-11-02T10:30:00.000Z" },
    },
    inputErrors: ["missing_field", "value_out_of_range"],
  },
  render: ({ token, expiresAt }) => ({ body: { token, expires_at: expiresAt.toISOString() } }),
});

const balanceSchema = z
  .strictObject({
    credits: z.int().meta({ description: "Granted credits minus captured credits, including held ones." }),
    held_credits: z.int().meta({ description: "Credits reserved for work in progress." }),
    available_credits: z.int().meta({ description: "`credits` minus `held_credits`." }),
    currency: z.literal("credit"),
  })
  .meta({ id: "Balance" });

export const getBalanceRoute = route({
  method: "get",
  path: "/v1/balance",
  status: 200,
  operation: getTeam,
  docs: {
    summary: "Read the team's credits",
    operationId: "getBalance",
    description: "Returns the team's credits. A paid call is accepted only if `available_credits` covers its price.",
    response: {
      schema: balanceSchema,
      example: { credits: 100, held_credits: 4, available_credits: 96, currency: "credit" },
    },
    inputErrors: [],
  },
  render: ({ balance: { total, held, available } }) => ({
    body: { credits: total, held_credits: held, available_credits: available, currency: "credit" },
  }),
});
