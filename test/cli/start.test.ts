import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";
import { databaseUrl } from "../helpers/database-target.ts";

/** Much longer than a greeting takes after the line "ready". */
const QUIET_MS = 5_000;

// Each test starts two processes, one of which draws eight images.
vi.setConfig({ testTimeout: 120_000 });

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "retake-start-"));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the process as a user does, waits for the greeting with the key, and stops it. */
async function greeting(): Promise<{ url: string; key: string; id: string }> {
  const child = spawn(process.execPath, ["src/cli.ts", "start", "--demo"], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl(database.target),
      DATA_DIR: dataDir,
      PORT: "0",
      CREDITS_PER_GENERATION: "3",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let output = "";
  let hasDemoWhenReady = false;
  child.stdout.on("data", (chunk: Buffer) => {
    if (chunk.includes('"msg":"ready"')) hasDemoWhenReady = existsSync(join(dataDir, "demo.json"));
  });
  const parts = new Promise<RegExpMatchArray>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
      const match =
        /ready at (\S+).*API key +(al_live_[0-9a-f]{64}).*Team +team_[0-9A-Z]{26} .*"(char_[0-9A-Z]{26})".*it for (\d+) credits/s.exec(
          output,
        );
      if (match) resolve(match);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
  try {
    const [, url = "", key = "", id = "", price] = await parts;
    expect(price).toBe("12");
    expect(hasDemoWhenReady).toBe(true);
    const response = await fetch(`${url}/v1/characters/${id}`, { headers: { "x-api-key": key } });
    expect(await response.json()).toMatchObject({ id, status: "ready" });
    return { url, key, id };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

test("start greets with a working key and character, and with the same ones the next time", async () => {
  const first = await greeting();
  const again = await greeting();
  expect([again.key, again.id]).toEqual([first.key, first.id]);
  expect((await stat(join(dataDir, "demo.json"))).mode & 0o777).toBe(0o600);
});

test("start greets with the URL and how to get a key when the database has only the operator's teams", async () => {
  const ownDir = await mkdtemp(join(tmpdir(), "retake-own-"));
  const env = { ...process.env, DATABASE_URL: "", DATA_DIR: ownDir, PORT: "0" };
  try {
    await promisify(execFile)(process.execPath, ["src/cli.ts", "team", "create", "--name", "Own"], { env });
    const child = spawn(process.execPath, ["src/cli.ts", "start"], { env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise((resolve) => child.once("close", resolve));
    let output = "";
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
      child.kill("SIGTERM");
    });
    // If no greeting follows the line "ready", the process is stopped and the expectation below fails.
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.includes('"msg":"ready"')) setTimeout(() => child.kill("SIGTERM"), QUIET_MS);
    });
    await ended;
    expect(output).toMatch(/ready at http:\S+.*key create --team.*"team list"/s);
  } finally {
    await rm(ownDir, { recursive: true, force: true });
  }
});
