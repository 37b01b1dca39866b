import { openServer } from "../composition/core.ts";
import { readConfig } from "../config.ts";
import { migrate } from "../db/migrate.ts";
import type { Command } from "./command.ts";
import { createLogger } from "./logger.ts";

/** Brings the database up to date and exits. */
export const migrateCommand: Command = {
  texts: [],
  flags: [],
  run: async () => {
    const config = readConfig();
    const server = await openServer(config, createLogger("warn", process.stderr), () => {});
    try {
      await migrate(server.target);
      return { migrated: true };
    } finally {
      await server.stop();
    }
  },
};
