import { createCore, openServer } from "../composition/core.ts";
import { readConfig } from "../config.ts";
import type { AppContext } from "../context.ts";
import { issuesOf, type Outcome, type Refusal } from "../domain/refusals.ts";
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

/** A refused or failed command. The message is printed: what happened, and what to do. */
export class CommandRefused extends Error {
  override readonly name = "CommandRefused";
}

/** The messages for ids that do not exist. */
const NO_SUCH = {
  team: 'There is no such team. "team list" lists all teams.',
  key: 'There is no such key. "key list --team T" lists the keys of a team.',
  character:
    "The demo character was deleted. Delete demo.json in DATA_DIR and run the command again to create another demo team.",
} as const;

/** The error for a team that does not exist. */
export const noSuchTeam = () => new CommandRefused(NO_SUCH.team);

/** Returns the value of an outcome, or throws `CommandRefused` for a refusal. `what` is what the command looks up. */
export function unwrap<T>(outcome: Outcome<T>, what: keyof typeof NO_SUCH): T {
  if (outcome.ok) return outcome.value;
  throw new CommandRefused(refusalText(outcome.refusal, what));
}

function refusalText(refusal: Refusal, what: keyof typeof NO_SUCH): string {
  switch (refusal.kind) {
    case "invalid_input":
      return issuesOf(refusal)
        .map(({ message }) => message)
        .join("\n");
    case "not_found":
      return NO_SUCH[what];
    case "insufficient_credits": {
      const { required, available, held } = refusal;
      return `This costs ${required} credits; ${available} are available and ${held} are held. Add some with "credits grant".`;
    }
    case "character_state":
    case "character_not_ready":
      return `The character is ${refusal.status}. Wait until its status has changed, and run the command again.`;
    case "rate_limit_exceeded":
      return `The team has used up its rate limit. Run the command again in ${refusal.retryAfterSeconds} s.`;
    case "idempotency_key_in_use":
      return "The same call is in progress. Run the command again.";
  }
}
