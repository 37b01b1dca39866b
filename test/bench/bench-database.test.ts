import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { waitFor } from "../helpers/wait-for.ts";

const RUN = fileURLToPath(new URL("./live/run.ts", import.meta.url));
const ENDLESS = ["--idle", "0", "--sockets", "20", "--streams", "20", "--rounds", "100000", "--only", "retake"];
/** Milliseconds in which a bench starts everything on a loaded machine. */
const REACHED_WITHIN_MS = 60_000;

/** The command lines of all processes that name this folder. */
async function processesOf(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of await readdir("/proc")) {
    const words = /^\d+$/.test(pid) ? await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "") : "";
    if (words.includes(folder)) found.push(words);
  }
  return found;
}

/** Starts a bench whose temporary files are in a folder of its own. */
async function startBenchIn(stack: AsyncDisposableStack) {
  const folder = await mkdtemp(join(tmpdir(), "retake-interrupt-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL refuses to run as root, so the account that runs it must reach the folder.
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, [RUN, ...ENDLESS], {
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
  const exited = once(child, "exit");
  // A failed test must not leave an endless bench behind.
  stack.defer(async () => {
    child.kill("SIGINT");
    await exited;
  });
  return { folder, said, child, exited };
}

test.skipIf(process.platform !== "linux").each([
  ["while it starts PostgreSQL", async (folder: string) => (await processesOf(folder)).length > 0],
  ["while it measures", async (_folder: string, said: readonly string[]) => said.join("").includes("sockets on one")],
])(
  "an interrupted bench leaves no process and no file behind: %s",
  async (_moment, isReached) => {
    await using stack = new AsyncDisposableStack();
    const { folder, said, child, exited } = await startBenchIn(stack);
    await waitFor("the moment", () => isReached(folder, said), REACHED_WITHIN_MS);
    child.kill("SIGINT");
    expect(await exited).toEqual([130, null]);
    expect(await processesOf(folder)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  },
  2 * REACHED_WITHIN_MS,
);
