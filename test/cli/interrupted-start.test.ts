import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findServerDirectory } from "../../src/db/embedded/find-server-directory.ts";
import { readLockFile } from "../../src/db/embedded/running-server.ts";
import { waitFor } from "../helpers/wait-for.ts";

/** The contract promises two seconds; the rest is a reserve for a loaded machine. */
const STOP_LIMIT_MS = 3_000;
const START_LIMIT_MS = 60_000;

// Five processes start one after another, and one of them draws eight images.
vi.setConfig({ testTimeout: 180_000 });

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "retake-interrupted-"));
});
afterEach(async () => {
  await rm(findServerDirectory(dataDir).path, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

type Started = { readonly child: ChildProcess; readonly output: () => string };

function start(databaseUrl = ""): Started {
  const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: "0" };
  const child = spawn(process.execPath, ["src/cli.ts", "start"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  return { child, output: () => output };
}

/** Sends the signal once the condition holds; returns the exit code and whether it came in time. */
async function interruptWhen(
  what: string,
  { child, output }: Started,
  condition: () => boolean,
  signal: NodeJS.Signals,
) {
  const ended = once(child, "close");
  try {
    await waitFor(what, () => condition() || child.exitCode !== null, START_LIMIT_MS);
    const sentAt = performance.now();
    child.kill(signal);
    const [code] = await ended;
    return { code, ready: output().includes('"msg":"ready"'), inTime: performance.now() - sentAt < STOP_LIMIT_MS };
  } finally {
    child.kill("SIGKILL");
    await ended;
  }
}

const stoppedEarly = { code: 0, ready: false, inTime: true };

test("start exits with 0 when it is interrupted at any step, and the next start completes it", async () => {
  const directory = findServerDirectory(dataDir).path;
  const isMakingCluster = () =>
    existsSync(directory) && readdirSync(directory).some((name) => name.startsWith(".making-"));
  expect(await interruptWhen("initdb", start(), isMakingCluster, "SIGTERM")).toEqual(stoppedEarly);

  const isServerReady = () => readLockFile(directory)?.status === "ready";
  expect(await interruptWhen("the migration", start(), isServerReady, "SIGINT")).toEqual(stoppedEarly);

  const isSeeding = () => existsSync(join(dataDir, "demo.json.tmp"));
  expect(await interruptWhen("the demo", start(), isSeeding, "SIGTERM")).toEqual(stoppedEarly);

  const last = start();
  const greets = () => /"msg":"ready".*API key +al_live_/s.test(last.output());
  expect(await interruptWhen("the greeting", last, greets, "SIGTERM")).toMatchObject({ code: 0, ready: true });

  const env = { ...process.env, DATABASE_URL: "", DATA_DIR: dataDir };
  const verified = await promisify(execFile)(process.execPath, ["src/cli.ts", "verify"], { env });
  expect(verified.stderr).toBe("");
});

test("start exits with 0 when it is interrupted while it waits for a database that does not answer", async () => {
  const sockets = new Set<Socket>();
  const silent = createServer((socket) => void sockets.add(socket.on("error", () => {})));
  await once(silent.listen(0, "127.0.0.1"), "listening");
  const { port } = silent.address() as AddressInfo;
  try {
    const started = start(`postgres://user:password@127.0.0.1:${port}/retake`);
    expect(await interruptWhen("a connection", started, () => sockets.size > 0, "SIGTERM")).toEqual(stoppedEarly);
  } finally {
    for (const socket of sockets) socket.destroy();
    silent.close();
  }
});
