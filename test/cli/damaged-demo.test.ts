import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestDatabase } from "../helpers/database.ts";
import { databaseUrl } from "../helpers/database-target.ts";

test.each([
  ["is incomplete", '{"teamId":'],
  ["has no character", '{"teamId":"team_1","apiKey":"al_live_1","characterIds":[]}'],
])("start exits with 1 when demo.json %s, and says what to do", async (_what, text) => {
  await using database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "retake-demo-"));
  const file = join(dataDir, "demo.json");
  await writeFile(file, text);
  const env = { ...process.env, DATABASE_URL: databaseUrl(database.target), DATA_DIR: dataDir, PORT: "0" };
  try {
    const ended = await new Promise<{ code: unknown; killed: unknown; printed: string }>((resolve) => {
      execFile(
        process.execPath,
        ["src/cli.ts", "start", "--demo"],
        { env, timeout: 20_000 },
        (error, _out, printed) => {
          resolve({ code: error?.code, killed: error?.killed, printed });
        },
      );
    });
    const printed = `${file} is damaged. Restore it, or delete it and start with --demo to create another demo team.\n`;
    expect(ended).toEqual({ code: 1, killed: false, printed });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
