import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";
import { databaseUrl } from "../helpers/database-target.ts";

/** Far longer than a greeting takes after the word "ready". */
const QUIET_MS = 5_000;

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

/** Starts the product as a user does, waits until it has told him his key, and stops it. */
async function greeting(): Promise<{ url: string; key: string; id: string }> {
  const child = spawn(process.execPath, ["src/cli.ts", "start", "--demo"], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl(database.target),
      DATA_DIR: dataDir,
      PORT: "0",
      CREDITS_PER_GENERATION: "3",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let told = "";
  const parts = new Promise<RegExpMatchArray>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => {
      told += chunk;
      const match = /ready at (\S+).*API key +(al_live_[0-9a-f]{64}).*"(char_[0-9A-Z]{26})".*it, (\d+) credits/s.exec(
        told,
      );
      if (match) resolve(match);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${told}`)));
  });
  try {
    const [, url = "", key = "", id = "", price] = await parts;
    expect(price).toBe("12");
    const response = await fetch(`${url}/v1/characters/${id}`, { headers: { "x-api-key": key } });
    expect(await response.json()).toMatchObject({ id, status: "ready" });
    return { url, key, id };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

test("a first start tells a key and a character that work, and the next start tells the same", async () => {
  const first = await greeting();
  const again = await greeting();
  expect([again.key, again.id]).toEqual([first.key, first.id]);
  expect((await stat(join(dataDir, "demo.json"))).mode & 0o777).toBe(0o600);
});

test("a start on teams of the operator's own tells the URL, and how to come by a key", async () => {
  const ownDir = await mkdtemp(join(tmpdir(), "retake-own-"));
  const env = { ...process.env, DATABASE_URL: "", DATA_DIR: ownDir, PORT: "0" };
  try {
    await promisify(execFile)(process.execPath, ["src/cli.ts", "team", "create", "--name", "Own"], { env });
    const child = spawn(process.execPath, ["src/cli.ts", "start"], { env, stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise((resolve) => child.once("close", resolve));
    let told = "";
    child.stderr.on("data", (chunk: Buffer) => {
      told += chunk;
      child.kill("SIGTERM");
    });
    // Should it have nothing to tell, its line of JSON ends the wait.
    child.stdout.on("data", (chunk: Buffer) => {
      if (chunk.includes('"msg":"ready"')) setTimeout(() => child.kill("SIGTERM"), QUIET_MS);
    });
    await ended;
    expect(told).toMatch(/ready at http:\S+.*key create --team/s);
  } finally {
    await rm(ownDir, { recursive: true, force: true });
  }
});
