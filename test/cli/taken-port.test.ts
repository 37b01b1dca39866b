import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTestDatabase } from "../helpers/database.ts";
import { databaseUrl } from "../helpers/database-target.ts";

test("start exits with 1 on a taken port, and says in one line what to do", async () => {
  await using database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "retake-port-"));
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const env = { ...process.env, DATABASE_URL: databaseUrl(database.target), DATA_DIR: dataDir, PORT: String(port) };
  try {
    const { code, stderr: printed } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(process.execPath, ["src/cli.ts", "start"], { env, timeout: 20_000 }, (error, _stdout, stderr) => {
        resolve({ code: error?.code, stderr });
      });
    });
    expect(printed.trimEnd().split("\n")).toEqual([expect.stringContaining(`127.0.0.1:${port}. Set PORT`)]);
    expect(code).toBe(1);
  } finally {
    await new Promise((resolve) => other.close(resolve));
    await rm(dataDir, { recursive: true, force: true });
  }
});
