import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestDatabase } from "../helpers/database.ts";
import { databaseUrl } from "../helpers/database-target.ts";

test("start exits with 1 when demo.json is damaged", async () => {
  await using database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "retake-demo-"));
  await writeFile(join(dataDir, "demo.json"), '{"teamId":');
  const env = { ...process.env, DATABASE_URL: databaseUrl(database.target), DATA_DIR: dataDir, PORT: "0" };
  try {
    const ended = await new Promise<{ code: unknown; killed: unknown }>((resolve) => {
      execFile(process.execPath, ["src/cli.ts", "start", "--demo"], { env, timeout: 20_000 }, (error) => {
        resolve({ code: error?.code, killed: error?.killed });
      });
    });
    expect(ended).toEqual({ code: 1, killed: false });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
