import { type DestinationStream, pino } from "pino";
import type { Logger } from "../domain/observability.ts";

/** Members that must never appear in a log. */
const SECRETS = [
  "api_key",
  "apiKey",
  "secret",
  "password",
  "authorization",
  "headers",
  "*.api_key",
  "*.apiKey",
  "*.secret",
  "*.password",
];

/** A pino logger that writes JSON lines and removes secrets. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  const redact = { paths: SECRETS, remove: true };
  return pino(
    { level, redact, serializers: { err: (error) => logError(error) }, base: { pid: process.pid } },
    destination,
  );
}

/** An error as it appears in a log line. */
type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
};

/** Deepest nesting of causes that is logged. */
const MAX_CAUSES = 5;

/** Secrets that messages may quote and logs must not contain: API keys, URL signatures, passwords in URLs. */
const SECRET_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/\bal_live_[0-9A-Za-z_-]+/g, "al_live_…"],
  [/([?&]sig=)[^&\s"]+/g, "$1…"],
  [/(:\/\/[^/\s:@]*:)[^/\s@]+@/g, "$1…@"],
];

/**
 * Logs only the members of an error that are meant for logs. Other members may contain callers' data: PostgreSQL's
 * `detail` and `where` quote rows and parameters, and HTTP clients attach bodies.
 */
function logError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "the thrown value is not an Error" };
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  const { cause, stack } = error;
  return {
    type: error.name,
    message: scrub(error.message),
    ...(code === null ? {} : { code }),
    ...(stack === undefined ? {} : { stack: scrub(stack) }),
    ...(cause instanceof Error && depth < MAX_CAUSES ? { cause: logError(cause, depth + 1) } : {}),
  };
}

function scrub(text: string): string {
  return SECRET_TEXTS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}
