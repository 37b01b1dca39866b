/** An error as a log line has it. */
type LoggedError = {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
};

/** Causes below causes that are still told. */
const MAX_CAUSES = 5;

/** What must not be read in a log although a message quotes it: keys of ours, signatures, passwords in URLs. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\bal_live_[0-9A-Za-z_-]+/g, "al_live_…"],
  [/([?&]sig=)[^&\s"]+/g, "$1…"],
  [/(:\/\/[^/\s:@]*:)[^/\s@]+@/g, "$1…@"],
];

/**
 * An error by the members that were written for a log. Everything else that hangs on errors stays out: PostgreSQL's
 * `detail` and `where` quote rows and parameters, which are callers' prompts and keys; HTTP clients hang on bodies.
 */
export function logError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "something that is no error was thrown" };
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
  return SECRETS.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}
