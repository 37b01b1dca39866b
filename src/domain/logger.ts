type Log = (fields: Record<string, unknown>, message: string) => void;

/** The part of pino that is used: fields first, then a constant message. */
export type Logger = { readonly debug: Log; readonly info: Log; readonly warn: Log; readonly error: Log };
