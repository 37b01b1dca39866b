import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

/** A running process of any version of Retake. */
export type VersionProcess = AsyncDisposable & {
  /** Null without the gateway role. */
  readonly url: string | null;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** A first start loads every module and migrates, often beside other tests. */
const START_EXPIRES_MS = 90_000;

/** The program of a checkout, as its own package.json starts it. */
function programOf(folder: string): string {
  const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { scripts: { retake: string } };
  return scripts.retake.replace(/^exec node /, "");
}

/** Starts the checkout in `folder` with the environment `env` and waits until it is ready. */
export async function startVersion(
  folder: string,
  env: Record<string, string>,
  roles = "gateway,worker",
): Promise<VersionProcess> {
  const child = spawn(process.execPath, [programOf(folder), "start", "--roles", roles], {
    cwd: folder,
    env: { ...process.env, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const url = await new Promise<string | null>((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`${folder} was not ready in ${START_EXPIRES_MS} ms: ${output}`));
    }, START_EXPIRES_MS);
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      const line = output.split("\n").find((text) => text.includes('"msg":"ready"') && text.endsWith("}"));
      if (!line) return;
      clearTimeout(timer);
      resolve((JSON.parse(line) as { url?: string }).url ?? null);
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`${folder} ended with ${code}: ${output}`));
    });
  });
  child.stdout.removeAllListeners("data");
  createInterface(child.stdout).on("line", (line) => {
    if (/"level":("error"|"fatal"|50|60)/.test(line)) process.stderr.write(`${line}\n`);
  });
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { url, kill, [Symbol.asyncDispose]: async () => void (await kill("SIGKILL")) };
}

/** Runs one command of the checkout's command line and returns what it prints as JSON. */
export async function runVersion<T>(
  folder: string,
  env: Record<string, string>,
  command: readonly string[],
): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [programOf(folder), ...command, "--json"], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout) as T;
}
