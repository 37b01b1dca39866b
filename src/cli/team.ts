import { createTeam } from "../operations/operator.ts";
import type { Command } from "./command.ts";
import { unwrap, withCore } from "./with-core.ts";

export const teamCreate: Command = {
  texts: ["name", "credits"],
  flags: ["auto-save"],
  run: (options) => {
    const input = {
      name: options.required("name"),
      credits: options.integer("credits") ?? 0,
      autoSave: options.flag("auto-save"),
    };
    return withCore(async (app) => ({ team_id: unwrap(await createTeam(app, input), "team").teamId }));
  },
};
