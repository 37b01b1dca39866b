import { watchBalance } from "../../operations/watch-balance.ts";
import { builder } from "../builder.ts";
import { CreditsType } from "../types/credits.ts";

builder.subscriptionField("balanceChanged", (t) =>
  t.field({
    type: CreditsType,
    description:
      "The team's credits: as they are now, then after each change. Always the newest: changes at the same time may " +
      "come as one.",
    subscribe: (_root, _args, { app, call }) => watchBalance(app, call),
    resolve: (balance) => balance,
  }),
);
