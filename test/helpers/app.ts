import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import type { AppContext } from "../../src/context.ts";
import type { DatabaseTarget } from "../../src/db/client.ts";
import type { Logger } from "../../src/domain/observability.ts";
import { verify } from "../../src/operations/operator.ts";
import { ROLES, type Role, type Runtime, startRuntime } from "../../src/runtime.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { createSeed, type Seed } from "./seed.ts";

export type TestAppOptions = {
  readonly env?: Record<string, string>;
  readonly overrides?: Partial<AppContext>;
  readonly roles?: readonly Role[];
  /** Shares another app's database and folder, as a second process on the same data. */
  readonly beside?: TestApp;
  /** The database to use; a new one on the run's server by default. */
  readonly database?: TestDatabase;
  /** Another address of the same database, such as a proxy. */
  readonly target?: DatabaseTarget;
  readonly warmUp?: boolean;
  /** False for a test that breaks invariants on purpose. Otherwise they are checked when it ends. */
  readonly verify?: false;
};

/** A complete process with its own database, over real HTTP and WebSocket. */
export type TestApp = AsyncDisposable & {
  readonly url: string;
  readonly app: AppContext;
  readonly runtime: Runtime;
  readonly database: TestDatabase;
  readonly dataDir: string;
  readonly seed: Seed;
  /** Everything logged at warn and error. */
  readonly logged: readonly { level: string; fields: Record<string, unknown>; message: string }[];
};

/** Starts a process on port 0 whose sandbox has no latency. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.beside?.database ?? options.database ?? (await createTestDatabase());
  const dataDir = options.beside?.dataDir ?? (await mkdtemp(join(tmpdir(), "retake-app-")));
  // `ACCEPT_BATCHING=always npm test` sends every accept as a batch.
  const batching = { ACCEPT_BATCHING: process.env.ACCEPT_BATCHING ?? "" };
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", SANDBOX_LATENCY_MS: "0", ...batching, ...options.env });
  const logged: { level: string; fields: Record<string, unknown>; message: string }[] = [];
  const note = (level: string) => (fields: Record<string, unknown>, message: string) => {
    logged.push({ level, fields, message });
  };
  const logger: Logger = { debug: () => {}, info: () => {}, warn: note("warn"), error: note("error") };
  const runtime = await startRuntime(config, {
    roles: options.roles ?? ROLES,
    logger,
    target: options.target ?? database.target,
    warmUp: options.warmUp ?? false,
    ...(options.overrides ? { overrides: options.overrides } : {}),
  });
  return {
    url: runtime.url ?? "",
    app: runtime.app,
    runtime,
    database,
    dataDir,
    seed: createSeed(runtime.app),
    logged,
    [Symbol.asyncDispose]: async () => {
      const violations = options.verify === false ? [] : await verify(runtime.app);
      await runtime.stop(0);
      if (options.beside) return;
      await database[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
      if (violations.length > 0) throw new Error(`the test left violations: ${JSON.stringify(violations)}`);
    },
  };
}
