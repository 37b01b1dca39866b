import { grantCredits, showCredits } from "../operations/operator.ts";
import { type Command, UsageError } from "./command.ts";
import { unwrap, withCore } from "./with-core.ts";

export const creditsGrant: Command = {
  texts: ["team", "amount", "note"],
  flags: [],
  run: (options) => {
    const teamId = options.required("team");
    const amount = options.integer("amount");
    if (amount === undefined) throw new UsageError("--amount is required");
    const note = options.text("note") ?? null;
    return withCore(async (app) => unwrap(await grantCredits(app, { teamId, amount, note }), "team"));
  },
};

export const creditsShow: Command = {
  texts: ["team"],
  flags: [],
  run: (options) => {
    const teamId = options.required("team");
    return withCore(async (app) => unwrap(await showCredits(app, teamId), "team"));
  },
};
