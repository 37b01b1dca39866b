import type { Demo } from "../composition/demo.ts";
import { type Config, readConfig } from "../config.ts";
import { SYNTHESIZED_POSES } from "../domain/character.ts";
import type { Logger } from "../domain/observability.ts";
import type { Role, Runtime } from "../runtime.ts";
import { type Command, UsageError } from "./command.ts";
import { createLogger } from "./logger.ts";

/** An interrupted start exits after this time at the latest, in ms. The next start does the remaining work. */
const INTERRUPTED_START_LIMIT_MS = 1_500;

/** Serves until SIGTERM or SIGINT. JSON log lines go to stdout, the greeting to stderr. */
export const start: Command = {
  texts: ["roles"],
  flags: ["demo"],
  run: async (options) => {
    const stopRequest = listenForStopRequest();
    // The program is loaded only now, so that a signal during loading also stops the process in an orderly way.
    const { ROLES } = await import("../runtime.ts");
    const roles = parseRoles(options.text("roles"), ROLES);
    const config = readConfig();
    const logger = createLogger(config.LOG_LEVEL, process.stdout);
    // The cause may be a bug or an abandoned promise of the driver. Neither justifies ending all calls in progress.
    process.on("unhandledRejection", (error) => logger.error({ err: error }, "unhandled promise rejection"));
    const lost = Promise.withResolvers<string>();
    const started = await begin(
      config,
      { roles, logger, onLost: lost.resolve, demo: options.flag("demo") },
      stopRequest,
    );
    if (!started) process.exit(0);
    const { runtime, welcome } = started;
    try {
      logger.info(runtime.url === null ? {} : { url: runtime.url }, "ready");
      process.stderr.write(welcome);
      const { requested } = stopRequest;
      const reason = await Promise.race([
        requested.then((signal) => ({ signal })),
        lost.promise.then((why) => ({ why })),
      ]);
      if ("why" in reason) logger.error({ reason: reason.why }, "lost the embedded database server");
      if ("why" in reason) process.exitCode = 1;
      logger.info(reason, "stopping");
    } finally {
      await runtime.stop();
    }
    logger.info({}, "stopped");
    return null;
  },
};

type Begin = {
  readonly roles: readonly Role[];
  readonly logger: Logger;
  readonly onLost: (reason: string) => void;
  readonly demo: boolean;
};

type Started = { readonly runtime: Runtime; readonly welcome: string };

/** Starts the process and, on a new database, creates the demo. Returns undefined when the start was interrupted. */
async function begin(config: Config, options: Begin, { abort }: StopRequest): Promise<Started | undefined> {
  const { startRuntime, abortable } = await import("../runtime.ts");
  const { roles, logger, onLost } = options;
  // Abandoned work, such as a migration or a connection attempt, must not keep the process alive.
  const exitInTime = () => setTimeout(() => process.exit(0), INTERRUPTED_START_LIMIT_MS);
  abort.addEventListener("abort", exitInTime);
  if (abort.aborted) exitInTime();
  try {
    const runtime = await startRuntime(config, { roles, logger, onLost, signal: abort });
    try {
      return { runtime, welcome: await abortable(welcomeText(runtime, options.demo), abort) };
    } catch (error) {
      await runtime.stop(0);
      throw error;
    }
  } catch (error) {
    if (!abort.aborted) throw error;
    logger.info({}, "stopped before the start was complete");
    return undefined;
  } finally {
    abort.removeEventListener("abort", exitInTime);
  }
}

/** The greeting for the terminal. On a new database the demo is created first, because the greeting shows its key. */
async function welcomeText(runtime: Runtime, demoRequested: boolean): Promise<string> {
  const { app, url } = runtime;
  if (url === null || !(runtime.embedded || demoRequested)) return "";
  const { openDemo } = await import("../composition/demo.ts");
  const demo: Demo | null = await openDemo(app, demoRequested);
  if (!demo) return greetingWithoutDemo(url);
  const { createConsoleCode } = await import("../operations/console-session.ts");
  const code = app.config.CONSOLE ? await createConsoleCode(app, demo.teamId) : null;
  return greeting(url, demo, app.config.CREDITS_PER_GENERATION, code);
}

function parseRoles(text: string | undefined, known: readonly Role[]): readonly Role[] {
  if (text === undefined) return known;
  return text.split(",").map((name) => {
    const role = known.find((one) => one === name.trim());
    if (!role) throw new UsageError(`--roles must be a comma-separated list of ${known.join(" and ")}`);
    return role;
  });
}

/** The URL that signs in to the console once. The code is in the fragment, so no server receives or logs it. */
export function signInLink(url: string, code: string, characterId?: string): string {
  return `${url}/console#code=${code}${characterId === undefined ? "" : `&character=${characterId}`}`;
}

/**
 * The text printed for a new user after the start: the console's sign-in link, the API key and a mutation to paste.
 * `code` is null when the console is turned off.
 */
export function greeting(url: string, demo: Demo, creditsPerGeneration: number, code: string | null): string {
  const [id] = demo.characterIds;
  const consoleLine =
    code === null
      ? ""
      : `  Console    ${signInLink(url, code, id)}\n             (open it in a browser; the link works once, for 15 minutes)\n`;
  const price = SYNTHESIZED_POSES.length * creditsPerGeneration;
  return `
Retake is ready at ${url}
${consoleLine}  GraphQL    ${url}/graphql   (send the header X-Api-Key)
  API key    ${demo.apiKey}
  Team       ${demo.teamId}   (for commands such as "credits show --team T"; "team list" lists all teams)

Watch a character (paste this into the page at /graphql):
  subscription { characterStatusChanged(id: "${id}") { version status character { refs { pose url } } } }

Resynthesize it for ${price} credits. Sent again, it returns the same synthesis and costs nothing:
  mutation { resynthesizeCharacter(id: "${id}", idempotencyKey: "first") {
    ... on ResynthesizeCharacterSuccess { replayed character { status } synthesis { id cost } }
    ... on UserError { code message } } }

The same with curl:
  export RETAKE_API_KEY=${demo.apiKey}
  curl -X POST ${url}/v1/characters/${id}/resynthesize -H "X-Api-Key: $RETAKE_API_KEY" -H 'Idempotency-Key: first'

`;
}

/** The text for a database with teams when DATA_DIR records no demo. It explains how to get a key. */
export function greetingWithoutDemo(url: string): string {
  return `
Retake is ready at ${url}
  GraphQL    ${url}/graphql   (open it in a browser; send the header X-Api-Key)
  API key    none is stored in DATA_DIR. Create one with "key create --team T", or start with --demo to create a demo team.
  Teams      "team list" lists them with their ids

`;
}

/**
 * Two signals within this time count as one, because npm forwards a signal that the terminal has already sent to all
 * processes.
 */
const ONE_SIGNAL_MS = 1_000;

/** A request to stop the process by SIGTERM or SIGINT. */
export type StopRequest = {
  /** Resolves to the name of the first signal. */
  readonly requested: Promise<NodeJS.Signals>;
  /** Aborted by the first signal. */
  readonly abort: AbortSignal;
};

/** Listens for SIGTERM and SIGINT. A second signal ends the process at once, as it does without a listener. */
export function listenForStopRequest(): StopRequest {
  const { promise: requested, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const controller = new AbortController();
  let firstAt: number | null = null;
  const listen = (signal: NodeJS.Signals) => {
    firstAt ??= performance.now();
    resolve(signal);
    controller.abort();
    if (performance.now() - firstAt < ONE_SIGNAL_MS) return;
    process.off("SIGTERM", listen).off("SIGINT", listen);
    process.kill(process.pid, signal);
  };
  process.on("SIGTERM", listen).on("SIGINT", listen);
  return { requested, abort: controller.signal };
}
