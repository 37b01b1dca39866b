import { parseArgs } from "node:util";

/** An invalid command line. The message says what is wrong with it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The options of one command line, read by name. */
export type Options = {
  readonly text: (name: string) => string | undefined;
  readonly required: (name: string) => string;
  readonly integer: (name: string) => number | undefined;
  readonly flag: (name: string) => boolean;
};

/** A command: the options it accepts and what it does. Its result is printed as JSON or line by line. */
export type Command = {
  readonly texts: readonly string[];
  readonly flags: readonly string[];
  readonly run: (options: Options) => Promise<Readonly<Record<string, unknown>> | null>;
};

/** Parses a command's own arguments. Throws `UsageError` on unknown or malformed ones. */
export function parseOptions(command: Command, args: readonly string[]): Options & { json: boolean } {
  const values = parse(command, args);
  const text = (name: string) => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    json: values.json === true,
    text,
    required: (name) => {
      const value = text(name);
      if (value === undefined || value === "") throw new UsageError(`--${name} is required`);
      return value;
    },
    integer: (name) => {
      const value = text(name);
      if (value === undefined) return undefined;
      if (!/^-?\d{1,15}$/.test(value)) throw new UsageError(`--${name} must be a whole number`);
      return Number(value);
    },
    flag: (name) => values[name] === true,
  };
}

function parse(command: Command, args: readonly string[]): Record<string, unknown> {
  const options = Object.fromEntries([
    ...command.texts.map((name) => [name, { type: "string" as const }]),
    ...[...command.flags, "json"].map((name) => [name, { type: "boolean" as const }]),
  ]);
  try {
    return parseArgs({ args: withNegatives(command, args), options, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "the options are malformed");
  }
}

/**
 * Turns `--amount -3` into `--amount=-3`. Node would read two options, and the user would not see the rule about
 * amounts.
 */
function withNegatives({ texts }: Command, args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1) ?? "";
    if (/^-\d/.test(arg) && texts.some((name) => before === `--${name}`))
      joined[joined.length - 1] = `${before}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}
