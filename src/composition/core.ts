import { randomInt } from "node:crypto";
import type { Config } from "../config.ts";
import type { AppContext } from "../context.ts";
import { type ConnectionTarget, openDatabase } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import { QUEUE_CHANNEL, SYNTHESIS_QUEUE } from "../db/queue.ts";
import type { Logger } from "../domain/logger.ts";
import { createDoorbell } from "../events/doorbell.ts";
import { createFeed } from "../events/feed.ts";
import { listenForRings, ring } from "../events/listen.ts";
import { createLanes } from "../services/accept/lanes.ts";
import { createCheapBuckets } from "../services/rate-limits/cheap-buckets.ts";
import { createMetrics } from "./create-metrics.ts";
import { newId } from "./new-id.ts";
import { openBlobs } from "./open-blobs.ts";
import { openProvider } from "./open-provider.ts";
import { lazySigner, signingSecrets } from "./open-urls.ts";

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
  target: ConnectionTarget,
  logger: Logger,
  overrides: Partial<AppContext> = {},
): Promise<Core> {
  await migrate(target);
  const db = overrides.db ?? openDatabase(target);
  const feed = createFeed(db.sql, logger);
  const doorbell = createDoorbell(
    { local: feed.wake, notify: (teams) => ring(db.sql, teams) },
    {
      local: () => {},
      notify: async () => {
        await db.sql`select pg_notify(${QUEUE_CHANNEL}, ${SYNTHESIS_QUEUE})`;
      },
    },
    logger,
  );
  let publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const [blobs, secrets, unlisten] = await Promise.all([
    openBlobs(db, config.blobStore),
    signingSecrets(db, config),
    listenForRings(db.sql, feed.wake),
  ]);
  const urls = lazySigner(config, secrets, () => publicUrl);
  const clock = { now: () => new Date() };
  const app: AppContext = {
    config,
    db,
    lanes: createLanes(db.poolSize),
    cheapBuckets: createCheapBuckets(clock),
    doorbell,
    feed,
    provider: overrides.provider ?? (await openProvider(config)),
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
    ...overrides,
  };
  return {
    app,
    setPublicUrl: (url) => {
      publicUrl = config.PUBLIC_URL ?? url;
    },
    stop: async () => {
      await feed.stop();
      await doorbell.stop();
      await unlisten().catch(() => {});
      await db.close();
    },
  };
}
