import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../helpers/connect.ts";
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

const NO_TEAM = { code: 1, out: "", err: 'There is no such team. "team list" lists all teams.\n' };

test.each([
  ["key list", []],
  ["key create", []],
  ["console", []],
  ["credits show", []],
  ["credits grant", ["--amount", "1"]],
])("%s refuses an unknown team and names the command that lists teams", async (command, options) => {
  expect(await retake([...command.split(" "), "--team", "team_unknown", ...options, "--json"])).toEqual(NO_TEAM);
});

test("key revoke refuses an unknown key and names the command that lists keys", async () => {
  const { code, err } = await retake(["key", "revoke", "--id", "key_unknown"]);
  expect([code, err]).toEqual([1, expect.stringMatching(/^There is no such key\. "key list --team T" .+\n$/)]);
});

describe("team list", () => {
  const json = async (...args: string[]) => JSON.parse((await retake([...args, "--json"])).out);

  // Ten processes start, one after the other. On a busy machine each takes several seconds.
  const timeout = 120_000;

  test("prints each team with its credits and the number of its keys that are not revoked", { timeout }, async () => {
    const { team_id: first } = await json("team", "create", "--name", "First one", "--credits", "12");
    const { team_id: second } = await json("team", "create", "--name", "Second");
    const keys = [await json("key", "create", "--team", first), await json("key", "create", "--team", first)];
    await json("key", "revoke", "--id", keys[0].key_id);
    const rows = [
      { team_id: first, name: "First one", total: 12, held: 0, available: 12, keys: 1 },
      { team_id: second, name: "Second", total: 0, held: 0, available: 0, keys: 0 },
    ];
    expect(await json("team", "list")).toEqual({ teams: rows, has_more: false });
    expect((await retake(["team", "list"])).out.split("\n")).toEqual([
      `${"team_id".padEnd(first.length)}  name       total  held  available  keys`,
      `${first}  First one  12     0     12         1`,
      `${second}  Second     0      0     0          0`,
      "has_more: false",
      "",
    ]);
    expect(await json("team", "list", "--after", first)).toEqual({ teams: rows.slice(1), has_more: false });
    expect((await retake(["team", "list", "--after", second])).out).toBe("teams: none\nhas_more: false\n");
  });

  test("prints at most 1,000 teams, and with --after the rest", async () => {
    await using many = await createTestDatabase();
    const env = { DATABASE_URL: databaseUrl(many.target) };
    await retake(["migrate"], env);
    const connection = connect(many.target, 1, "many teams");
    await connection`insert into retake.teams (id, name, aurous_version)
      select 'team_' || to_char(n, 'FM0000'), 'n', '2026-05-15' from generate_series(1, 1001) n`;
    await connection.end();
    const page = async (...args: string[]) => JSON.parse((await retake(["team", "list", "--json", ...args], env)).out);
    const { teams, has_more } = await page();
    expect([teams.length, teams.at(-1).team_id, has_more]).toEqual([1_000, "team_1000", true]);
    const rest = await page("--after", "team_1000");
    expect([rest.teams.map(({ team_id }: { team_id: string }) => team_id), rest.has_more]).toEqual([
      ["team_1001"],
      false,
    ]);
  });
});

test("credits grant refuses an amount that would exceed the largest total, and names the limit", async () => {
  const { team_id } = JSON.parse((await retake(["team", "create", "--name", "Rich", "--credits", "5", "--json"])).out);
  const granted = await retake(["credits", "grant", "--team", team_id, "--amount", "2000000000"]);
  const err = "amount: the team would have more than 2000000000 credits. Grant fewer.\n";
  expect(granted).toEqual({ code: 1, out: "", err });
});

test("demo reports an unusable folder, too few credits or a deleted character, and what to do, without a stack", async () => {
  const demoDir = await mkdtemp(join(tmpdir(), "retake-demo-"));
  await using own = await createTestDatabase();
  const env = { DATABASE_URL: databaseUrl(own.target), DATA_DIR: demoDir, SANDBOX_LATENCY_MS: "0" };
  const connection = connect(own.target, 1, "demo");
  try {
    const out = join(demoDir, "out");
    expect(await retake(["demo", "--out", out], env)).toMatchObject({ code: 0 });
    const badFolder = await retake(["demo", "--out", "/dev/null/out"], env);
    expect(badFolder).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The folder .+ can't be created: .+ --out to a folder .+\n$/),
    });
    await connection`update retake.teams set total = 3 where total = 996`;
    const poor = await retake(["demo", "--out", out], env);
    expect([poor.code, poor.err]).toEqual([
      1,
      'This costs 4 credits; 3 are available and 0 are held. Add some with "credits grant".\n',
    ]);
    await connection`update retake.characters set status = 'deleted'`;
    const gone = await retake(["demo", "--out", out], env);
    expect([gone.code, gone.err]).toEqual([
      1,
      expect.stringMatching(/^The demo character was deleted\. Delete demo\.json in DATA_DIR [^\n]+\n$/),
    ]);
  } finally {
    await connection.end();
    await rm(demoDir, { recursive: true, force: true });
  }
}, 120_000);

test("credits grant refuses a negative amount in both notations", async () => {
  const grant = ["credits", "grant", "--team", "team_unknown"];
  const answers = await Promise.all([retake([...grant, "--amount", "-3"]), retake([...grant, "--amount=-3"])]);
  for (const answer of answers) expect(answer).toEqual({ code: 1, out: "", err: "amount: must be at least 1.\n" });
});

test("reports an unusable DATA_DIR in one line, without a stack", async () => {
  const { code, err } = await retake(["migrate"], { DATABASE_URL: "", DATA_DIR: "/dev/null/data" });
  expect([code, err]).toEqual([1, expect.stringMatching(/^DATA_DIR \/dev\/null\/data cannot be used: [^\n]+\n$/)]);
});
