import { expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { startServer } from "./server.ts";

/** Makes a promise reject without a handler, and then prints a line. */
const STRAY = `process.on("SIGUSR2", () => {
  void Promise.reject(new Error("stray"));
  setImmediate(() => console.log("strayed"));
});`;

test("logs an unhandled promise rejection and keeps serving", { timeout: 60_000 }, async () => {
  await using app = await startTestApp({ roles: [] });
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(STRAY)}` };
  await using server = await startServer(app.database.target, app.dataDir, { roles: "gateway", env });
  let output = "";
  server.child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  server.child.kill("SIGUSR2");
  await waitFor("the rejection", () => output.includes("strayed") && output.includes("unhandled promise rejection"));
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect(server.child.exitCode).toBeNull();
});
