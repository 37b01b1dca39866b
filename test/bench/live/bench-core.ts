import { readConfig } from "../../../src/config.ts";
import type { AppContext } from "../../../src/context.ts";
import type { DatabaseTarget } from "../../../src/db/client.ts";
import { BUCKETS, bucketState } from "../../../src/domain/buckets.ts";
import type { Logger } from "../../../src/domain/observability.ts";

const warn = (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const logger: Logger = { debug: () => {}, info: () => {}, warn, error: warn };

/** Every bucket is always full: one team's 10,000 subscriptions would take an hour of tokens. */
const localRateLimiter: AppContext["localRateLimiter"] = {
  take: (_team, bucket) => ({ admitted: true, state: bucketState(bucket, 0, 0) }),
  giveBack: () => {},
  find: (_team, bucket) => bucketState(bucket, 0, 0),
};

/** One team's accepts would be over after a dozen. What the accept functions are given is what they compute with. */
const UNLIMITED = { burst: 1_000_000_000, intervalMs: 1 };

/** The same for every candidate and for the writer: the database, the folder, and nothing logged but trouble. */
export function benchSettings(target: DatabaseTarget, dataDir: string) {
  Object.assign(BUCKETS.characters_synthesize, UNLIMITED);
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0" });
  return { config, target, logger, overrides: { localRateLimiter } };
}

/** What the bench tells its servers through the environment. */
export function settingsFromEnvironment() {
  const { BENCH_TARGET = "", BENCH_DATA_DIR = "" } = process.env;
  return benchSettings(JSON.parse(BENCH_TARGET) as DatabaseTarget, BENCH_DATA_DIR);
}
