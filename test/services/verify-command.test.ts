import { execFile } from "node:child_process";
import { expect, test } from "vitest";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { databaseUrl } from "../helpers/database-target.ts";

type Ended = {
  readonly code: number;
  readonly violations: readonly { check: string; subject: string; detail: string }[];
};

/** Runs `retake verify --json` on the app's database. */
function verifyCommand({ database, dataDir }: TestApp): Promise<Ended> {
  const env = { ...process.env, DATABASE_URL: databaseUrl(database.target), DATA_DIR: dataDir };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ["src/cli.ts", "verify", "--json"], { env }, (error, stdout, stderr) => {
      if (stdout === "") return reject(new Error(stderr, { cause: error }));
      resolve({ code: Number(error?.code ?? 0), ...(JSON.parse(stdout) as Pick<Ended, "violations">) });
    });
  });
}

test("retake verify exits with 0 on a sound database, and prints the violations and exits with 1 on another", async () => {
  await using app = await startTestApp({ roles: [], verify: false });
  const { teamId } = await app.seed.team({ credits: 7 });
  expect(await verifyCommand(app)).toEqual({ code: 0, violations: [] });
  await app.app.db.sql`update retake.teams set total = total + 1 where id = ${teamId}`;
  expect(await verifyCommand(app)).toEqual({
    code: 1,
    violations: [
      { check: "a team's total is its grants minus its captures", subject: teamId, detail: "total 8, ledger 7" },
    ],
  });
});
