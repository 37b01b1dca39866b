import { type Core, createCore } from "./composition/core.ts";
import { openServer } from "./composition/open-server.ts";
import type { Config } from "./config.ts";
import type { AppContext } from "./context.ts";
import type { DatabaseTarget } from "./db/client.ts";
import type { Logger } from "./domain/observability.ts";
import { startDeadlineSweep } from "./worker/sweep.ts";

export const ROLES = ["gateway", "worker"] as const;
export type Role = (typeof ROLES)[number];

export type RuntimeOptions = {
  readonly roles: readonly Role[];
  readonly logger: Logger;
  /** A server that somebody else started and stops; without it the configuration decides. */
  readonly target?: DatabaseTarget;
  /** Called when the process can't go on: its embedded server died. */
  readonly onLost?: (reason: string) => void;
  /** Aborts the start: it rejects at once, and what was started is stopped. */
  readonly signal?: AbortSignal;
  /** False: ready at once, without a warm-up; for tests, which start hundreds. */
  readonly warmUp?: boolean;
  /** Replace single dependencies, for tests. */
  readonly overrides?: Partial<AppContext>;
};

/** A running process: whichever roles it has, over one database. */
export type Runtime = {
  readonly app: AppContext;
  /** Where it answers; null without the gateway role. */
  readonly url: string | null;
  /** True when its database server is the embedded one. */
  readonly embedded: boolean;
  /** Stops accepting, finishes what is in flight for at most `graceMs`, hands the rest back. */
  readonly stop: (graceMs?: number) => Promise<void>;
};

type Part = { readonly stop: (graceMs: number) => Promise<void> };

/** What was started: `servers` finish their work in parallel, then `resources` are released, last one first. */
type Parts = { readonly resources: Part[]; readonly servers: Part[] };

async function stopParts({ resources, servers }: Parts, graceMs: number): Promise<void> {
  await Promise.all(servers.splice(0).map((part) => part.stop(graceMs)));
  while (resources.length > 0) await resources.pop()?.stop(graceMs);
}

/** Starts a process in the order of its dependencies; what was started is stopped again when a later part fails. */
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

/** Rejects as soon as the signal aborts. The step itself may go on: only a process that exits then may abort one. */
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

// Each role loads only its own code: a gateway alone never draws.

async function startWorkerRole(app: AppContext, parts: Parts): Promise<void> {
  const [{ startWorker }, { startMaintenance }] = await Promise.all([
    import("./worker/worker.ts"),
    import("./worker/maintenance.ts"),
  ]);
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
  parts.servers.push(http);
  // Calls are answered meanwhile; a balancer sends them a moment later.
  if (warmsUp) void graphql.warmUp().then(() => (warm = true));
  return app.publicUrl();
}
