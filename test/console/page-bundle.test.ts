import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startServer } from "../crashes/server.ts";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

test("builds the page after the warm-up, before it is opened, unless the console is turned off", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retake-bundle-"));
  // This program is not esbuild. It notes that it was called, and the build fails.
  const fakeEsbuild = async (name: string) => {
    const called = join(folder, `${name}-was-called`);
    const program = join(folder, name);
    await writeFile(program, `#!/bin/sh\necho called > '${called}'\nexit 1\n`, { mode: 0o755 });
    return { called, env: { ESBUILD_BINARY_PATH: program } };
  };
  const [on, off] = [await fakeEsbuild("on"), await fakeEsbuild("off")];
  try {
    await using app = await startTestApp({ roles: ["gateway"] });
    const start = (env: Record<string, string>) => startServer(app.database.target, app.dataDir, { env });
    await using without = await start({ ...off.env, CONSOLE: "false" });
    await waitFor("the gateway without a console", async () => (await fetch(`${without.url}/readyz`)).ok, 60_000);
    await using server = await start(on.env);
    await waitFor("the build", () => existsSync(on.called), 60_000);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect((await fetch(`${server.url}/console`)).status).toBe(500);
    expect(existsSync(off.called)).toBe(false);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);
