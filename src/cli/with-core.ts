import { createCore, openServer } from "../composition/core.ts";
import { readConfig } from "../config.ts";
import type { AppContext } from "../context.ts";
import type { Outcome } from "../domain/refusals.ts";
import { createLogger } from "./logger.ts";

/** Runs one operator command on the configured database and closes the connections afterwards. */
export async function withCore<T>(work: (app: AppContext) => Promise<T>): Promise<T> {
  const config = readConfig();
  const logger = createLogger(config.LOG_LEVEL === "info" ? "warn" : config.LOG_LEVEL, process.stderr);
  const server = await openServer(config, logger, () => {});
  try {
    const core = await createCore(config, server.target, logger);
    try {
      return await work(core.app);
    } finally {
      await core.stop();
    }
  } finally {
    await server.stop();
  }
}

/** A refused operator command. The message is meant for the terminal. */
export class CommandRefused extends Error {
  override readonly name = "CommandRefused";
}

/** Returns the value of an outcome, or throws `CommandRefused` for a refusal. */
export function unwrap<T>(outcome: Outcome<T>, what: string): T {
  if (outcome.ok) return outcome.value;
  const { refusal } = outcome;
  throw new CommandRefused(refusal.kind === "invalid_input" ? refusal.message : `There is no such ${what}.`);
}
