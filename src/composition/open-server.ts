import type { Config } from "../config.ts";
import { checkServer } from "../db/check-server.ts";
import { type DatabaseTarget, embeddedTarget } from "../db/client.ts";
import { startEmbeddedPostgres } from "../db/embedded/embedded-postgres.ts";
import type { Logger } from "../domain/observability.ts";

/** A PostgreSQL server in use; `stop` ends the use. */
export type OpenServer = {
  readonly target: DatabaseTarget;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
};

/** `DATABASE_URL`, else the embedded server in `DATA_DIR`: started, or joined when another process runs it. `signal` aborts the start. */
export async function openServer(
  config: Config,
  logger: Logger,
  onLost: (reason: string) => void,
  signal?: AbortSignal,
): Promise<OpenServer> {
  const { schema } = config;
  if (config.database) {
    for (const warning of config.database.warnings) logger.warn({}, warning);
    const settings = await checkServer(config.database);
    const target = { ...config.database, settings, schema };
    return { target, embedded: false, stop: async () => {} };
  }
  const server = await startEmbeddedPostgres({
    dataDir: config.DATA_DIR,
    onLost,
    ...(signal && { signal }),
    log: (message, fields) => logger.debug({ ...fields }, message),
  });
  return {
    target: { ...embeddedTarget(server.connection), schema },
    embedded: true,
    stop: () => server.stop(),
  };
}
