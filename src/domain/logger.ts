type Log = (facts: Record<string, unknown>, message: string) => void;

/** The part of pino that is used: facts first, then a constant message. */
export type Logger = { readonly debug: Log; readonly info: Log; readonly warn: Log; readonly error: Log };
