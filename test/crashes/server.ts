import { type ChildProcess, spawn } from "node:child_process";
import type { DatabaseTarget } from "../../src/db/client.ts";
import { databaseUrl } from "../helpers/database-target.ts";

/** A separate process that a test can kill. */
export type Server = AsyncDisposable & {
  readonly url: string | null;
  readonly child: ChildProcess;
  readonly kill: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** A process loads a thousand files, here at the same time as other tests. */
const START_EXPIRES_MS = 60_000;

/** Starts `retake start` and waits for its ready line. */
export async function startServer(
  target: DatabaseTarget,
  dataDir: string,
  options: { roles?: string; env?: Record<string, string> } = {},
): Promise<Server> {
  const url = databaseUrl(target);
  const child = spawn(process.execPath, ["src/cli.ts", "start", "--roles", options.roles ?? "gateway,worker"], {
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: dataDir, PORT: "0", SANDBOX_LATENCY_MS: "0", ...options.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const ready = new Promise<string | null>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`not ready: ${output}`));
    }, START_EXPIRES_MS);
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk;
      const line = output.split("\n").find((text) => text.includes('"msg":"ready"'));
      if (!line) return;
      clearTimeout(timer);
      resolve((JSON.parse(line) as { url?: string }).url ?? null);
    });
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  const kill = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { url: await ready, child, kill, [Symbol.asyncDispose]: async () => void (await kill("SIGKILL")) };
}
