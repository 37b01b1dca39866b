import { z } from "zod";
import { createAccessToken, createAccessTokenBody } from "../../operations/create-access-token.ts";
import { answerWith } from "../answer.ts";
import type { RestRoute } from "../route.ts";

const tokenSchema = z
  .strictObject({
    token: z.string().meta({ description: "Used like a key; told here and never again." }),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: "AccessToken" });

export const createAccessTokenRoute: RestRoute = {
  method: "post",
  path: "/v1/access_tokens",
  status: 201,
  scope: "full",
  bucket: "reads",
  keyed: false,
  docs: {
    summary: "Make a short-lived token for a browser",
    description: "Keys themselves are for servers. The token dies with the key it was made with.",
    requestBody: { schema: createAccessTokenBody, examples: [{ scope: "read", ttl_seconds: 3600 }] },
    response: {
      schema: tokenSchema,
      example: { token: `al_live_${"0123456789abcdef".repeat(4)}`, expires_at: "2026-11-02T10:30:00.000Z" },
    },
    errors: ["missing_field", "value_out_of_range"],
  },
  handle: async (app, call, { body }) =>
    answerWith(await createAccessToken(app, call, body), ({ token, expiresAt }) => ({
      body: { token, expires_at: expiresAt.toISOString() },
    })),
};
