import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

type Options = { readonly input?: string; readonly cwd?: string; readonly env?: Readonly<Record<string, string>> };

/** Runs a command to its end without blocking this process. */
export async function runProgram(command: string, args: readonly string[], options: Options = {}): Promise<Ended> {
  const { input = "", cwd = ".", env = {} } = options;
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"], cwd, env: { ...process.env, ...env } });
  const ended = Promise.withResolvers<number | null>();
  child.on("error", ended.reject);
  child.on("close", ended.resolve);
  child.stdin.end(input);
  const [code, output, errors] = await Promise.all([ended.promise, text(child.stdout), text(child.stderr)]);
  return { code, output, errors };
}
