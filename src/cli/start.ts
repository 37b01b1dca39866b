import { openDemo } from "../composition/demo.ts";
import { readConfig } from "../config.ts";
import { SYNTHESIZED_POSES } from "../domain/pose.ts";
import { ROLES, type Role, type Runtime, startRuntime } from "../runtime.ts";
import { type Command, UsageError } from "./command.ts";
import { greeting, greetingWithoutDemo } from "./greeting.ts";
import { createLogger } from "./logger.ts";

/** Serves until SIGTERM or SIGINT. JSON lines go to stdout, the greeting for people to stderr. */
export const start: Command = {
  texts: ["roles"],
  flags: ["demo"],
  run: async (options) => {
    const roles = readRoles(options.text("roles"));
    const config = readConfig();
    const logger = createLogger(config.LOG_LEVEL, process.stdout);
    // A bug, or a driver that rejects what nobody waits for any more: no reason to drop everybody's calls.
    process.on("unhandledRejection", (error) => logger.error({ err: error }, "a rejection that nobody looked at"));
    const lost = Promise.withResolvers<string>();
    const asked = signals();
    const runtime = await startRuntime(config, { roles, logger, onLost: lost.resolve });
    try {
      logger.info(runtime.url === null ? {} : { url: runtime.url }, "ready");
      await greet(runtime, options.flag("demo"));
      const reason = await Promise.race([asked.then((signal) => ({ signal })), lost.promise.then((why) => ({ why }))]);
      if ("why" in reason) logger.error({ reason: reason.why }, "the database server is gone");
      if ("why" in reason) process.exitCode = 1;
      logger.info(reason, "stopping");
    } finally {
      await runtime.stop();
    }
    logger.info({}, "stopped");
    return null;
  },
};

/** Seeds what a newcomer needs, when the database is new, and tells him how to use it. */
async function greet(runtime: Runtime, asked: boolean): Promise<void> {
  if (runtime.url === null || !(runtime.embedded || asked)) return;
  const demo = await openDemo(runtime.app, asked);
  const price = SYNTHESIZED_POSES.length * runtime.app.config.CREDITS_PER_GENERATION;
  process.stderr.write(demo ? greeting(runtime.url, demo, price) : greetingWithoutDemo(runtime.url));
}

/** Milliseconds in which two signals are one: npm passes on what the terminal has given to all processes already. */
const ONE_SIGNAL_MS = 1_000;

/** The first signal that asks to stop. A later one ends the process as if nobody listened. */
function signals(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let askedAt: number | null = null;
  const listen = (signal: NodeJS.Signals) => {
    askedAt ??= performance.now();
    resolve(signal);
    if (performance.now() - askedAt < ONE_SIGNAL_MS) return;
    process.off("SIGTERM", listen).off("SIGINT", listen);
    process.kill(process.pid, signal);
  };
  process.on("SIGTERM", listen).on("SIGINT", listen);
  return promise;
}

function readRoles(text: string | undefined): readonly Role[] {
  if (text === undefined) return ROLES;
  return text.split(",").map((name) => {
    const role = ROLES.find((known) => known === name.trim());
    if (!role) throw new UsageError(`--roles must be made of ${ROLES.join(" and ")}`);
    return role;
  });
}
