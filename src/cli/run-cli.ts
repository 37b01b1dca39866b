import { type Command, parseOptions, UsageError } from "./command.ts";

/** Commands by name. A command's code is loaded only when it runs. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import("./start.ts")).start,
  migrate: async () => (await import("./migrate.ts")).migrateCommand,
  gallery: async () => (await import("./gallery.ts")).gallery,
  demo: async () => (await import("./demo.ts")).demo,
  verify: async () => (await import("./operator.ts")).verifyCommand,
  "team create": async () => (await import("./operator.ts")).teamCreate,
  "team list": async () => (await import("./operator.ts")).teamList,
  "key create": async () => (await import("./operator.ts")).keyCreate,
  "key revoke": async () => (await import("./operator.ts")).keyRevoke,
  "key list": async () => (await import("./operator.ts")).keyList,
  console: async () => (await import("./operator.ts")).consoleLink,
  "credits grant": async () => (await import("./operator.ts")).creditsGrant,
  "credits show": async () => (await import("./operator.ts")).creditsShow,
  "character create": async () => (await import("./operator.ts")).characterCreate,
};

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/**
 * Runs one command line and returns the exit code. An error that the user can fix is printed as one message without a
 * stack.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    const words = [args.slice(0, 2).join(" "), args[0] ?? ""].find((name) => Object.hasOwn(COMMANDS, name));
    const load = words === undefined ? undefined : COMMANDS[words];
    const asksForHelp = args.length === 0 || args[0] === "help" || args.includes("--help") || args.includes("-h");
    if (asksForHelp || !words || !load) {
      (asksForHelp ? process.stdout : process.stderr).write(USAGE);
      return asksForHelp ? EXIT.ok : EXIT.usage;
    }
    const command = await load();
    const options = parseOptions(command, args.slice(words.split(" ").length));
    const result = await command.run(options);
    if (result) process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : plain(result));
    return Number(process.exitCode ?? EXIT.ok);
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

/** A result without `--json`: a line for each member, and a table for a list of objects. */
function plain(result: Readonly<Record<string, unknown>>): string {
  return Object.entries(result)
    .map(([name, value]) => {
      const isList = Array.isArray(value) && value.every((row) => typeof row === "object" && row !== null);
      return isList ? table(name, value) : `${name}: ${cellText(value)}\n`;
    })
    .join("");
}

function table(name: string, rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return `${name}: none\n`;
  const lines = [columns, ...rows.map((row) => columns.map((column) => cellText(row[column])))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => [...(line[at] ?? "")].length)));
  const padded = (line: readonly string[]) => line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ");
  return lines.map((line) => `${padded(line).trimEnd()}\n`).join("");
}

function cellText(value: unknown): string {
  if (value === null) return "-";
  if (value instanceof Date) return value.toISOString();
  // A control character, for example in a team's name, could move the terminal's cursor.
  return typeof value === "string" ? value.replace(/\p{Cc}/gu, " ") : JSON.stringify(value);
}

/** A known error is printed as its message. Any other is a bug and is printed with its stack. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  const code = "code" in error ? String(error.code) : "";
  // The driver's own message names a host and port that are not in use.
  if (BROKEN_CONNECTION.has(code)) return "The connection to the database broke. Run the command again.";
  const remedy = REMEDIES[code];
  if (remedy) return `${error.message}. ${remedy}`;
  return BUGS.has(error.name) ? (error.stack ?? error.message) : error.message;
}

/** Errors with these names are not thrown with messages for the user. */
const BUGS = new Set(["Error", "TypeError", "RangeError", "ReferenceError", "SyntaxError", "AssertionError"]);

const BROKEN_CONNECTION = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNRESET",
  "EPIPE",
]);

const NOT_REACHED = "Check DATABASE_URL, and that the database server is running.";

/** What the user can do about system errors that settings cause. */
const REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: "Set PORT to a free port, or to 0 for any free port.",
  EADDRNOTAVAIL: "HOST must be an address of this machine.",
  ENOTFOUND: NOT_REACHED,
  EAI_AGAIN: NOT_REACHED,
  ECONNREFUSED: NOT_REACHED,
  EHOSTUNREACH: NOT_REACHED,
  ETIMEDOUT: NOT_REACHED,
  CONNECT_TIMEOUT: NOT_REACHED,
  EROFS: "The file system is read-only: check DATA_DIR.",
  ENOSPC: "The disk is full: check DATA_DIR.",
  EACCES: "Check that this user may write to DATA_DIR, and that PORT is at least 1024.",
};

/** The text that `retake` prints without a command. */
const USAGE = `Usage: npm run -s retake -- COMMAND [options]   (--json prints one JSON object)

  start [--roles gateway,worker] [--demo]      serve callers, make images, or both
  migrate                                      bring the database up to date and exit
  demo [--out DIR]                             resynthesize a demo character and write its images
  gallery --out DIR [--sets N] [--rerolls N] [--only NAME]
                                               write contact sheets of the built-in renderer as an HTML page
  verify                                       check the invariants of all tables; exit with 1 if one is violated
  team create --name N [--credits C] [--auto-save]
                                               create a team; --auto-save saves its new images without review
  team list [--after T]                        list up to 1,000 teams, or those after T, with credits and number of API keys
  key create --team T [--scope read|write|full]
                                               create an API key and print its secret, which is shown only once
  key revoke --id K                            revoke an API key and its access tokens
  key list --team T                            list the API keys of a team
  console --team T                             create a one-time sign-in link to the console
  credits grant --team T --amount N [--note S] add credits to a team
  credits show --team T                        show the credits of a team
  character create --team T --name N --status ready|reviewing|failed [--attributes JSON] [--count N]
                                               create characters for tests, free of charge

Settings are read from environment variables; the README lists them.
`;
