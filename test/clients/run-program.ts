import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

/** Runs a command to its end, without holding up what else this process does. */
export async function runProgram(command: string, args: readonly string[], input = ""): Promise<Ended> {
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = Promise.withResolvers<number | null>();
  child.on("error", ended.reject);
  child.on("close", ended.resolve);
  child.stdin.end(input);
  const [code, output, errors] = await Promise.all([ended.promise, text(child.stdout), text(child.stderr)]);
  return { code, output, errors };
}
