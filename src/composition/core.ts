import { randomInt } from "node:crypto";
import type { Config } from "../config.ts";
import type { AppContext } from "../context.ts";
import { type DatabaseTarget, openDatabase } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import type { Logger } from "../domain/observability.ts";
import { createFeed } from "../events/feed.ts";
import { createNotifier, listenForChanges, type Notification, notifyOthers } from "../events/notifier.ts";
import { createCallLimiter } from "../services/accept/call-limiter.ts";
import { createLocalRateLimiter } from "../services/rate-limits/rate-limits.ts";
import { createMetrics } from "./create-metrics.ts";
import { lazySigner, openBlobs, openProvider, openTracer, signingSecrets } from "./from-config.ts";
import { newId } from "./new-id.ts";

/** Everything a process needs to run operations, over one database; no server, no worker yet. */
export type Core = {
  readonly app: AppContext;
  /** Tells the core where it can be reached, once a server listens. */
  readonly setPublicUrl: (url: string) => void;
  readonly stop: () => Promise<void>;
};

const UINT32 = 2 ** 32;

/** Migrates the database and builds the context on it. `overrides` replace single dependencies, for tests. */
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
  ] as const;
  try {
    const [blobs, secrets, provider] = await Promise.all(opened);
    let publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
    const urls = lazySigner(config, secrets, () => publicUrl);
    const clock = { now: () => new Date() };
    const app: AppContext = {
      config,
      db,
      callLimiter: createCallLimiter(db.poolSize),
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
    // An open connection would keep a process that could not start from ending.
    await Promise.allSettled(opened);
    await stop();
    throw error;
  }
}
