import { type ChildProcess, fork } from "node:child_process";
import { isAbsolute } from "node:path";
import { fileURLToPath } from "node:url";

/** A process of the bench, which answers each command. */
export type Child = AsyncDisposable & {
  readonly call: <T>(command: string, args?: unknown) => Promise<T>;
};

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };

/** Starts a file, relative to this folder, as a process. Its error output is passed on. */
export function startChild(file: string, env: Readonly<Record<string, string>> = {}): Child {
  const path = isAbsolute(file) ? file : fileURLToPath(new URL(file, import.meta.url));
  const execArgv = ["--expose-gc", "--max-semi-space-size=32", ...(process.env.BENCH_NODE_ARGS?.split(" ") ?? [])];
  const child = fork(path, {
    execArgv,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let ids = 0;
  child.on("message", ({ id, result, error }: Answer) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) asked?.resolve(result);
    else asked?.reject(new Error(`${file}: ${error}`));
  });
  child.once("exit", (code, signal) => {
    for (const asked of waiting.values()) asked.reject(new Error(`${file} ended (${code ?? signal})`));
  });
  return {
    call: <T>(command: string, args: unknown = null) => {
      const asked = Promise.withResolvers<unknown>();
      ids += 1;
      waiting.set(ids, asked);
      child.send({ id: ids, command, args }, (error) => error && asked.reject(error));
      return asked.promise as Promise<T>;
    },
    [Symbol.asyncDispose]: () => end(child),
  };
}

/** Milliseconds within which a process of the bench must end. */
const END_WITHIN_MS = 15_000;

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const timer = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
  // A child that Ctrl-C has reached before this process may have disconnected already.
  if (child.connected) child.disconnect();
  await gone;
  clearTimeout(timer);
}

/** Runs in the process: answers commands until the bench disconnects. */
export function answerCommands(
  commands: Readonly<Record<string, (args: never) => unknown>>,
  stop: () => Promise<void>,
): void {
  process.on("message", async ({ id, command, args }: { id: number; command: string; args: never }) => {
    const send = (answer: Answer) => process.connected && process.send?.(answer);
    try {
      send({ id, result: await commands[command]?.(args) });
    } catch (error) {
      send({ id, error: error instanceof Error ? String(error.stack) : String(error) });
    }
  });
  // Ctrl-C reaches every process of the terminal, but only the bench decides the order in which they end.
  process.on("SIGINT", () => {});
  const leave = () => void stop().finally(() => process.exit());
  // The bench may have been interrupted while this process was starting.
  if (process.connected) process.once("disconnect", leave);
  else leave();
}
