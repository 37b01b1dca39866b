import { createLogger } from "../../src/cli/logger.ts";
import { openServer } from "../../src/composition/core.ts";
import { readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/db/client.ts";
import { ROLES, startRuntime } from "../../src/runtime.ts";

/**
 * Serves as `retake start` does, but replaces each database connection after one minute instead of thirty, so that a long
 * run replaces hundreds of them.
 */
const MAX_AGE_MS = 60_000;

const config = readConfig();
const logger = createLogger(config.LOG_LEVEL, process.stdout);
process.on("unhandledRejection", (error) => logger.error({ err: error }, "unhandled promise rejection"));
const server = await openServer(config, logger, () => {});
const db = openDatabase({ ...server.target, maxAgeMs: MAX_AGE_MS, logger });
const runtime = await startRuntime(config, { roles: ROLES, logger, target: server.target, overrides: { db } });
process.once("SIGTERM", async () => {
  await runtime.stop();
  process.exit(0);
});
logger.info({ url: runtime.url }, "ready");
