import { randomFillSync, randomInt } from "node:crypto";
import { monotonicFactory } from "ulid";
import type { Config } from "../config.ts";
import type { AppContext } from "../context.ts";
import { checkServer } from "../db/check-server.ts";
import { type DatabaseTarget, embeddedTarget, openDatabase } from "../db/client.ts";
import { startEmbeddedPostgres } from "../db/embedded/embedded-postgres.ts";
import { migrate } from "../db/migrate.ts";
import { ID_PREFIXES, type NewId } from "../domain/ids.ts";
import type { Logger } from "../domain/observability.ts";
import { createFeed } from "../events/feed.ts";
import { createNotifier, listenForChanges, type Notification, notifyOthers } from "../events/notifier.ts";
import { createAccepts } from "../services/accept/accept.ts";
import { createCallLimiter } from "../services/accept/call-limiter.ts";
import { createKeyFinder, listenForRevocations } from "../services/api-keys/find-key.ts";
import { createLocalRateLimiter } from "../services/rate-limits/rate-limits.ts";
import { createMetrics } from "./create-metrics.ts";
import { lazySigner, openBlobs, openProvider, openTracer, signingSecrets } from "./from-config.ts";

/** Everything a process needs to run operations on one database, without a server or worker. */
export type Core = {
  readonly app: AppContext;
  /** Sets the base of absolute URLs once a server listens. */
  readonly setPublicUrl: (url: string) => void;
  readonly stop: () => Promise<void>;
};

const UINT32 = 2 ** 32;

/** Migrates the database and builds the context on it. `overrides` replaces single dependencies in tests. */
export async function createCore(
  config: Config,
  target: DatabaseTarget,
  logger: Logger,
  overrides: Partial<AppContext> = {},
): Promise<Core> {
  await migrate(target);
  const tracer = overrides.tracer ?? (await openTracer(config, logger));
  const db = overrides.db ?? openDatabase({ ...target, tracer, logger });
  const feed = createFeed(db.sql, logger);
  const apiKeys = createKeyFinder(db);
  const send = (notification: Notification) => notifyOthers(db, notification);
  const notifier = createNotifier({ wakeFeed: feed.wake, send }, logger);
  const stop = async () => {
    await feed.stop();
    await notifier.stop();
    await db.close();
    await tracer.stop();
  };
  const opened = [
    openBlobs(db, config.blobStore),
    signingSecrets(db, config),
    overrides.provider ?? openProvider(config),
    listenForChanges(db, feed.wake),
    listenForRevocations(db, apiKeys.forget),
  ] as const;
  try {
    const [blobs, secrets, provider] = await Promise.all(opened);
    let publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
    const urls = lazySigner(config, secrets, () => publicUrl);
    const callLimiter = createCallLimiter(db.poolSize);
    const clock = { now: () => new Date() };
    const app: AppContext = {
      config,
      db,
      apiKeys,
      callLimiter,
      accepts: createAccepts(db, callLimiter, config.ACCEPT_BATCHING),
      localRateLimiter: createLocalRateLimiter(clock),
      notifier,
      feed,
      provider,
      blobs,
      get urls() {
        return urls();
      },
      publicUrl: () => publicUrl,
      newId,
      randomSeed: () => randomInt(UINT32),
      clock,
      logger,
      metrics: createMetrics(),
      tracer,
      ...overrides,
    };
    const setPublicUrl = (url: string) => {
      publicUrl = config.PUBLIC_URL ?? url;
    };
    return { app, setPublicUrl, stop };
  } catch (error) {
    // An open connection would keep a process that failed to start from exiting.
    await Promise.allSettled(opened);
    await stop();
    throw error;
  }
}

/** A PostgreSQL server in use. `stop` ends the use. */
type OpenServer = {
  readonly target: DatabaseTarget;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
};

/**
 * Opens the server of `DATABASE_URL`, or the embedded server in `DATA_DIR`, which is started, or joined when another
 * process runs it. `signal` aborts the start.
 */
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

/**
 * Random bytes are drawn in batches, because one draw for each of an id's sixteen characters costs more than the rest
 * of a request.
 */
const POOL_BYTES = 4_096;
const BYTE_VALUES = 256;

const pool = Buffer.alloc(POOL_BYTES);
let used = POOL_BYTES;

/** A fraction from one random byte. Each character of an id uses five of its bits. */
function randomFraction(): number {
  if (used === POOL_BYTES) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  used += 1;
  return byte / BYTE_VALUES;
}

/** Ids of one millisecond increase by one, so that lists ordered by id are in the order of creation. */
const ulid = monotonicFactory(randomFraction);

/**
 * Makes `<prefix>_<ULID>`, which sorts by time and has 80 random bits.
 * @internal
 */
export const newId: NewId = (kind) => `${ID_PREFIXES[kind]}_${ulid()}`;
