import { getTeam } from "../../operations/get-team.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { TeamType } from "../types/team.ts";

builder.queryField("team", (t) =>
  t.field({
    type: TeamType,
    description: "The team that the API key belongs to.",
    resolve: async (_root, _args, context) => valueOrRefusal(context, await getTeam(context.app, context.call)),
  }),
);
