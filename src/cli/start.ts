import { type Demo, openDemo } from "../composition/demo.ts";
import { readConfig } from "../config.ts";
import type { Logger } from "../domain/logger.ts";
import { ROLES, type Role, type Runtime, startRuntime } from "../runtime.ts";
import { type Command, UsageError } from "./command.ts";
import { greeting } from "./greeting.ts";
import { createLogger } from "./logger.ts";

/** Serves until SIGTERM or SIGINT. JSON lines go to stdout, the greeting for people to stderr. */
export const start: Command = {
  texts: ["roles"],
  flags: ["demo"],
  run: async (options) => {
    const roles = readRoles(options.text("roles"));
    const config = readConfig();
    const logger = createLogger(config.LOG_LEVEL, process.stdout);
    const lost = Promise.withResolvers<string>();
    const asked = signals();
    const runtime = await startRuntime(config, { roles, logger, onLost: lost.resolve });
    const demo = runtime.embedded || options.flag("demo") ? await openDemo(runtime.app, options.flag("demo")) : null;
    announce(runtime, logger, demo);
    const reason = await Promise.race([asked.then((signal) => ({ signal })), lost.promise.then((why) => ({ why }))]);
    if ("why" in reason) logger.error({ reason: reason.why }, "the database server is gone");
    logger.info(reason, "stopping");
    await runtime.stop();
    logger.info({}, "stopped");
    if ("why" in reason) process.exitCode = 1;
    return null;
  },
};

function announce(runtime: Runtime, logger: Logger, demo: Demo | null): void {
  if (runtime.url === null) {
    logger.info({}, "ready");
    return;
  }
  logger.info({ url: runtime.url }, "ready");
  if (demo) process.stderr.write(greeting(runtime.url, demo));
}

/** The first signal that asks to stop. A second one ends the process as if nobody listened. */
function signals(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve(signal));
  });
}

function readRoles(text: string | undefined): readonly Role[] {
  if (text === undefined) return ROLES;
  return text.split(",").map((name) => {
    const role = ROLES.find((known) => known === name.trim());
    if (!role) throw new UsageError(`--roles must be made of ${ROLES.join(" and ")}`);
    return role;
  });
}
