import { type Core, createCore, openServer } from "./composition/core.ts";
import type { Config } from "./config.ts";
import type { AppContext } from "./context.ts";
import type { DatabaseTarget } from "./db/client.ts";
import type { Logger } from "./domain/observability.ts";
import { startDeadlineSweep, startMaintenance } from "./worker/maintenance.ts";

export const ROLES = ["gateway", "worker"] as const;
export type Role = (typeof ROLES)[number];

export type RuntimeOptions = {
  readonly roles: readonly Role[];
  readonly logger: Logger;
  /** A server that the caller starts and stops. Without it the configuration decides. */
  readonly target?: DatabaseTarget;
  /** Called when the embedded server has died, so that the process can't continue. */
  readonly onLost?: (reason: string) => void;
  /** Aborts the start. It rejects at once, and the parts already started are stopped. */
  readonly signal?: AbortSignal;
  /**
   * False skips the warm-up, so that `/readyz` succeeds at once. Tests use it, because they start hundreds of
   * processes.
   */
  readonly warmUp?: boolean;
  /** Replaces single dependencies in tests. */
  readonly overrides?: Partial<AppContext>;
};

/** A running process with its roles and one database. */
export type Runtime = {
  readonly app: AppContext;
  /** The URL that the process serves; null without the gateway role. */
  readonly url: string | null;
  /** True when its database server is the embedded one. */
  readonly embedded: boolean;
  /** Accepts nothing new, finishes running work for at most `graceMs`, and requeues the rest. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

type Part = { readonly stop: (graceMs: number) => Promise<void> };

/**
 * The started parts. On a stop, `servers` finish their work in parallel. Then `resources` are released, the last one
 * first.
 */
type Parts = { readonly resources: Part[]; readonly servers: Part[] };

async function stopParts({ resources, servers }: Parts, graceMs: number): Promise<void> {
  await Promise.all(servers.splice(0).map((part) => part.stop(graceMs)));
  while (resources.length > 0) await resources.pop()?.stop(graceMs);
}

/**
 * Starts the parts of a process in the order of their dependencies. If one fails, the earlier ones are stopped again.
 */
export async function startRuntime(config: Config, options: RuntimeOptions): Promise<Runtime> {
  const parts: Parts = { resources: [], servers: [] };
  const stop = (graceMs = config.SHUTDOWN_GRACE_MS) => stopParts(parts, graceMs);
  try {
    const { logger, signal } = options;
    const server = options.target
      ? { target: options.target, embedded: false, stop: async () => {} }
      : await openServer(config, logger, options.onLost ?? (() => {}), signal);
    parts.resources.push(server);
    const core = await abortable(createCore(config, server.target, logger, options.overrides), signal);
    parts.resources.push(core, startDeadlineSweep(core.app));
    if (options.roles.includes("worker")) await abortable(startWorkerRole(core.app, parts), signal);
    const url = options.roles.includes("gateway")
      ? await abortable(startGatewayRole(core, parts, options.warmUp ?? true), signal)
      : null;
    return { app: core.app, url, embedded: server.embedded, stop };
  } catch (error) {
    await stop(0);
    throw error;
  }
}

/**
 * Rejects as soon as the signal aborts. The step itself may continue, so only abort when the process exits
 * afterwards.
 */
export async function abortable<T>(step: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return step;
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    return await Promise.race([step, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

// Each role imports only its own code, so that a gateway without the worker role never loads the drawing code.

async function startWorkerRole(app: AppContext, parts: Parts): Promise<void> {
  const { startWorker } = await import("./worker/worker.ts");
  parts.resources.push(startMaintenance(app));
  parts.servers.push(await startWorker(app));
}

async function startGatewayRole({ app, setPublicUrl }: Core, parts: Parts, warmsUp: boolean): Promise<string> {
  const [{ createGraphqlTransport }, { createHttpServer }] = await Promise.all([
    import("./graphql/graphql-transport.ts"),
    import("./http/server.ts"),
  ]);
  const graphql = createGraphqlTransport(app);
  let warm = !warmsUp;
  const ready = async () => {
    await app.db.sql`select 1`;
    return warm;
  };
  const http = createHttpServer(app, { graphql, ready });
  const { port } = await http.listen();
  const { HOST } = app.config;
  setPublicUrl(`http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${port}`);
  let stopping = false;
  const noteStop = async () => {
    stopping = true;
  };
  parts.servers.push(http, { stop: noteStop });
  // The server answers during the warm-up; a load balancer sends calls only after it.
  const afterWarmUp = () => {
    warm = true;
    if (app.config.CONSOLE && !stopping) void buildConsole(app);
  };
  if (warmsUp) void graphql.warmUp().then(afterWarmUp);
  return app.publicUrl();
}

/** Builds the console's page in advance, after everything that the API needs. Never rejects. */
async function buildConsole({ logger }: AppContext): Promise<void> {
  const { pageBundle } = await import("./console/page-bundle.ts");
  await pageBundle().catch((error) => logger.warn({ err: error }, "failed to build the console"));
}
