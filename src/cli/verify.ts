import { verify } from "../operations/operator.ts";
import type { Command } from "./command.ts";
import { withCore } from "./with-core.ts";

/** Prints the violations of all invariants. Exits with 1 if there are any. */
export const verifyCommand: Command = {
  texts: [],
  flags: [],
  run: () =>
    withCore(async (app) => {
      const violations = await verify(app);
      if (violations.length > 0) process.exitCode = 1;
      return { violations };
    }),
};
