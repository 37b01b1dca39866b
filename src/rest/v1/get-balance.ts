import { z } from "zod";
import { getTeam } from "../../operations/get-team.ts";
import { answerWith } from "../answer.ts";
import type { RestRoute } from "../route.ts";

const balanceSchema = z
  .strictObject({
    credits: z.int().meta({ description: "All that the team owns." }),
    held_credits: z.int().meta({ description: "Reserved by work that is under way." }),
    available_credits: z.int().meta({ description: "`credits` minus `held_credits`." }),
    currency: z.literal("credit"),
  })
  .meta({ id: "Balance" });

export const getBalanceRoute: RestRoute = {
  method: "get",
  path: "/v1/balance",
  status: 200,
  scope: "read",
  bucket: "reads",
  keyed: false,
  docs: {
    summary: "Read the team's credits",
    description: "New work is checked against `available_credits`.",
    response: {
      schema: balanceSchema,
      example: { credits: 100, held_credits: 4, available_credits: 96, currency: "credit" },
    },
    errors: [],
  },
  handle: async (app, call) =>
    answerWith(await getTeam(app, call), ({ balance }) => ({
      body: {
        credits: balance.total,
        held_credits: balance.held,
        available_credits: balance.available,
        currency: "credit",
      },
    })),
};
