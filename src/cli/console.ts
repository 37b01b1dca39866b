import { CODE_TTL_SECONDS, createConsoleCode } from "../operations/console-session.ts";
import type { Command } from "./command.ts";
import { signInLink } from "./greeting.ts";
import { CommandRefused, withCore } from "./with-core.ts";

/** Makes a sign-in link to the console for a team. */
export const consoleLink: Command = {
  texts: ["team"],
  flags: [],
  run: (options) => {
    const team = options.required("team");
    return withCore(async (app) => {
      const code = await createConsoleCode(app, team);
      if (code === null) throw new CommandRefused("There is no such team.");
      return { url: signInLink(app.publicUrl(), code), expires_in_seconds: CODE_TTL_SECONDS };
    });
  },
};
