import { readConfig } from "../../../src/config.ts";
import type { AppContext } from "../../../src/context.ts";
import type { DatabaseTarget } from "../../../src/db/client.ts";
import { BUCKETS, bucketState } from "../../../src/domain/buckets.ts";
import type { Logger } from "../../../src/domain/observability.ts";

const warn = (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const logger: Logger = { debug: () => {}, info: () => {}, warn, error: warn };

/** Rate limits that never refuse. The reads of one team's 10,000 subscriptions would need an hour's worth of tokens. */
const localRateLimiter: AppContext["localRateLimiter"] = {
  take: (_team, bucket) => ({ admitted: true, state: bucketState(bucket, 0, 0) }),
  giveBack: () => {},
  find: (_team, bucket) => bucketState(bucket, 0, 0),
};

/** A real rate limit would refuse one team's accepts after a dozen, so the accept functions get a larger one. */
const UNLIMITED = { burst: 1_000_000_000, intervalMs: 1 };

/** The configuration of every candidate and of the writer: the database, the folder, and logs of warnings only. */
export function benchSettings(target: DatabaseTarget, dataDir: string) {
  Object.assign(BUCKETS.characters_synthesize, UNLIMITED);
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0" });
  return { config, target, logger, overrides: { localRateLimiter } };
}

/** The settings that the bench passes to its servers through the environment. */
export function settingsFromEnvironment() {
  const { BENCH_TARGET = "", BENCH_DATA_DIR = "" } = process.env;
  return benchSettings(JSON.parse(BENCH_TARGET) as DatabaseTarget, BENCH_DATA_DIR);
}
