import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { withCore } from "../../src/cli/with-core.ts";
import { createSeed } from "../helpers/seed.ts";
import type { Work } from "./load.ts";
import { endProgram, endWithThisProcess, isRunning } from "./programs.ts";

/** A Retake process with both roles. */
export type Retake = AsyncDisposable & {
  readonly url: string;
  readonly isRunning: () => boolean;
  /** Resident memory in MiB, as the system reports it. */
  readonly memory: () => number;
  /** Stops the process and resolves to its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Its log lines at level error or above. */
  readonly errors: readonly string[];
};

const START_LIMIT_MS = 120_000;
/** Longer than SHUTDOWN_GRACE_MS. */
const STOP_LIMIT_MS = 30_000;

/** Starts Retake, or another program that serves like it, and waits for its ready line. */
export async function startRetake(
  env: Readonly<Record<string, string>>,
  program: string = "src/cli.ts",
): Promise<Retake> {
  const errors: string[] = [];
  const child: ChildProcess = spawn(process.execPath, [program, "start"], {
    env: { ...process.env, PORT: "0", LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  endWithThisProcess(child);
  const ready = Promise.withResolvers<string>();
  const timer = setTimeout(() => ready.reject(new Error("Retake does not get ready")), START_LIMIT_MS);
  child.once("exit", (code, signal) => ready.reject(new Error(`Retake ended with ${code ?? signal}`)));
  let rest = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const entry = JSON.parse(line) as { level: number; msg: string; url?: string };
      if (entry.msg === "ready" && entry.url) ready.resolve(entry.url);
      if (entry.level >= ERROR_LEVEL) errors.push(line);
    }
  });
  const stop = async () => {
    await endProgram(child, "SIGTERM", STOP_LIMIT_MS);
    return child.exitCode;
  };
  try {
    return {
      url: await ready.promise,
      isRunning: () => isRunning(child),
      memory: () => residentMemory(child.pid ?? 0),
      errors,
      stop,
      [Symbol.asyncDispose]: async () => void (await stop()),
    };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** pino's number for the level `error`. */
const ERROR_LEVEL = 50;

function residentMemory(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/** Runs one command of Retake and returns its JSON. Rejects when it exits with an error. */
export async function runCommand(words: readonly string[], env: Readonly<Record<string, string>>): Promise<unknown> {
  const args = ["src/cli.ts", ...words, "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...env } });
  return JSON.parse(stdout);
}

const CREDITS = 100_000;

/** Creates teams with one character and one key each, in the environment of this process. */
export async function seedWorks(teams: number, env: Readonly<Record<string, string>>): Promise<readonly Work[]> {
  Object.assign(process.env, env);
  return withCore(async (app) => {
    const seed = createSeed(app);
    const works: Work[] = [];
    for (let n = 0; n < teams; n++) {
      const { teamId, apiKey } = await seed.team({ credits: CREDITS });
      works.push({ teamId, apiKey, characterId: await seed.character(teamId) });
    }
    return works;
  });
}
