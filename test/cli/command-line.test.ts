import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../helpers/database.ts";
import { databaseUrl } from "../helpers/database-target.ts";

let database: TestDatabase;
let dataDir: string;
beforeAll(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), "retake-command-"));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

async function retake(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["src/cli.ts", ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl(database.target), DATA_DIR: dataDir, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = [[] as Buffer[], [] as Buffer[]];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

test("prints the usage with exit code 0 for help and --help, and with 2 for an unknown command", async () => {
  const [asked, inside, unknown] = await Promise.all([
    retake(["help"]),
    retake(["start", "--help"]),
    retake(["nonsense"]),
  ]);
  expect([asked.code, inside.code, unknown.code]).toEqual([0, 0, 2]);
  expect(inside.out).toBe(asked.out);
  expect([asked.out, unknown.err]).toEqual([unknown.err, asked.out]);
});

test("reports an unreachable database in one line that says what to check, without a stack or the password", async () => {
  const { code, err } = await retake(["migrate"], { DATABASE_URL: "postgres://me:hunter2@127.0.0.1:1/x" });
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^DATABASE_URL: no server listens at 127\.0\.0\.1:1; check [^\n]+\n$/),
  ]);
  expect(err).not.toContain("hunter2");
});

test("key list refuses an unknown team", async () => {
  const listed = await retake(["key", "list", "--team", "team_unknown", "--json"]);
  expect(listed).toEqual({ code: 1, out: "", err: "There is no such team.\n" });
});

test("credits grant refuses a negative amount in both notations", async () => {
  const grant = ["credits", "grant", "--team", "team_unknown"];
  const answers = await Promise.all([retake([...grant, "--amount", "-3"]), retake([...grant, "--amount=-3"])]);
  for (const answer of answers) expect(answer).toEqual({ code: 1, out: "", err: "amount: must be at least 1.\n" });
});

test("reports an unusable DATA_DIR in one line, without a stack", async () => {
  const { code, err } = await retake(["migrate"], { DATABASE_URL: "", DATA_DIR: "/dev/null/data" });
  expect([code, err]).toEqual([1, expect.stringMatching(/^DATA_DIR \/dev\/null\/data cannot be used: [^\n]+\n$/)]);
});
