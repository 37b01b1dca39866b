import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { SECRET_KEY } from "./vendor-helpers.ts";

const run = promisify(execFile);

/** Opens the configured provider in a separate process and prints every module that was loaded. */
const PROGRAM = `
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, context, next) => { loaded.push(url); return next(url, context); } });
  const { readConfig } = await import("./src/config.ts");
  const { openProvider } = await import("./src/composition/from-config.ts");
  for (const module of process.argv.slice(1)) await import("./src/" + module);
  await openProvider(readConfig());
  console.log(loaded.join("\\n"));
  process.exit(0);`;

/** The packages of the AI SDK that a process with this provider loads. */
async function sdkPackages(env: Record<string, string>, modules: readonly string[] = []): Promise<readonly string[]> {
  const program = ["--input-type=module", "--eval", PROGRAM, ...modules];
  const { stdout } = await run(process.execPath, program, { env, maxBuffer: 10_000_000 });
  expect(stdout).toContain("/src/composition/from-config.ts");
  const packages = stdout.matchAll(/\/node_modules\/(ai|@ai-sdk\/(?!provider)[\w-]+)\//g);
  return [...new Set([...packages].map(([, name = ""]) => name))].sort();
}

describe("a process", () => {
  test("with the sandbox loads no part of the AI SDK in any role", async () => {
    const roles = ["runtime.ts", "worker/worker.ts", "http/server.ts"];
    expect(await sdkPackages({ IMAGE_PROVIDER: "sandbox" }, roles)).toEqual([]);
  });

  test("with a vendor loads only that vendor's client", async () => {
    const vendor = { IMAGE_MODEL: "painter-1", IMAGE_PROVIDER_BASE_URL: "http://127.0.0.1:9/v1" };
    const loaded = await sdkPackages({ IMAGE_PROVIDER: "openai-compatible", ...vendor });
    expect(loaded).toContain("@ai-sdk/openai-compatible");
    expect(loaded).not.toContain("@ai-sdk/openai");
    expect(loaded).not.toContain("@ai-sdk/google");
  });

  test("with a queue vendor loads no part of the AI SDK", async () => {
    const fal = { IMAGE_PROVIDER: "fal", IMAGE_MODEL: "fal-ai/flux-2", IMAGE_PROVIDER_API_KEY: SECRET_KEY };
    expect(await sdkPackages(fal)).toEqual([]);
  });
});
