import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { embeddedTarget } from "../../src/db/client.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../src/db/embedded/embedded-postgres.ts";
import { benchSettings } from "./live/bench-core.ts";

type Settings = NonNullable<Parameters<typeof startEmbeddedPostgres>[0]["settings"]>;

/** What a bench runs on. The bench adds everything else that it opens to `stack`, which is closed before the database. */
export type BenchDatabase = ReturnType<typeof benchSettings> & {
  readonly stack: AsyncDisposableStack;
  readonly dataDir: string;
  readonly connection: EmbeddedPostgres["connection"];
  /** The environment of the bench's servers. */
  readonly env: Readonly<Record<string, string>>;
};

/** The exit code of a program that Ctrl-C has ended. */
const INTERRUPTED = 130;
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

/**
 * Runs a bench on a PostgreSQL of its own, which is removed afterwards, also when the bench fails or is interrupted.
 * PostgreSQL is a process in a session of its own, so Ctrl-C alone would leave it running.
 */
export async function withBenchDatabase<T>(
  name: string,
  work: (bench: BenchDatabase) => Promise<T>,
  settings: Settings = {},
): Promise<T> {
  const interrupt = new AbortController();
  const interrupted = Promise.withResolvers<never>();
  const leave = () => {
    interrupt.abort();
    interrupted.reject(new Error("interrupted"));
  };
  for (const signal of SIGNALS) process.on(signal, leave);
  const stack = new AsyncDisposableStack();
  try {
    // While everything is stopped, `work` fails at some statement. The race handles that rejection.
    return await Promise.race([interrupted.promise, start(stack, { name, settings, signal: interrupt.signal }, work)]);
  } finally {
    await stack.disposeAsync().finally(() => interrupt.signal.aborted && process.exit(INTERRUPTED));
    for (const signal of SIGNALS) process.off(signal, leave);
  }
}

async function start<T>(
  stack: AsyncDisposableStack,
  { name, settings, signal }: { readonly name: string; readonly settings: Settings; readonly signal: AbortSignal },
  work: (bench: BenchDatabase) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), `retake-${name}-`));
  // A cancelled server may still write while its folder is removed.
  stack.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 50 }));
  const starting = startEmbeddedPostgres({ dataDir, settings, signal });
  stack.defer(() =>
    starting.then(
      (postgres) => postgres.stop(),
      () => {},
    ),
  );
  const { connection } = await starting;
  const own = benchSettings(embeddedTarget(connection), dataDir);
  const env = { BENCH_TARGET: JSON.stringify(own.target), BENCH_DATA_DIR: dataDir };
  return work({ ...own, stack, dataDir, connection, env });
}
