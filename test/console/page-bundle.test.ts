import { expect, test, vi } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

const FAILED_BUILD = "failed to build the console";

test("builds the page after the warm-up, before it is opened, unless the console is turned off", async () => {
  // This program is not esbuild, so each build fails, which the log shows.
  vi.stubEnv("ESBUILD_BINARY_PATH", process.execPath);
  await using without = await startTestApp({ env: { CONSOLE: "false" }, warmUp: true });
  const isReady = async () => (await fetch(`${without.url}/readyz`)).ok;
  await waitFor("the gateway without a console", isReady);
  await using app = await startTestApp({ warmUp: true });
  await waitFor("a failed build", () => app.logged.some(({ message }) => message === FAILED_BUILD));
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  expect((await fetch(`${app.url}/console`)).status).toBe(500);
  expect(without.logged).toEqual([]);
});
