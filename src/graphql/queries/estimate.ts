import { estimate } from "../../operations/estimate.ts";
import { builder } from "../builder.ts";
import { valueOrRefusal } from "../errors.ts";
import { CostEstimateType, PaidOperationEnum } from "../types/cost-estimate.ts";

builder.queryField("estimate", (t) =>
  t.field({
    type: CostEstimateType,
    description: "What a paid call would cost now, and whether the team could pay it.",
    args: { operation: t.arg({ type: PaidOperationEnum, required: true, description: "The call." }) },
    resolve: async (_root, { operation }, context) =>
      valueOrRefusal(context, await estimate(context.app, context.call, operation)),
  }),
);
