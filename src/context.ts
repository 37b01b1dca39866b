import type { Config } from "./config.ts";
import type { Database } from "./db/client.ts";
import type { Clock } from "./domain/clock.ts";
import type { NewId } from "./domain/ids.ts";
import type { Logger, Metrics, Tracer } from "./domain/observability.ts";
import type { Feed } from "./events/feed.ts";
import type { Notifier } from "./events/notifier.ts";
import type { ImageProvider } from "./providers/provider.ts";
import type { Accepts } from "./services/accept/accept.ts";
import type { CallLimiter } from "./services/accept/call-limiter.ts";
import type { KeyFinder } from "./services/api-keys/find-key.ts";
import type { LocalRateLimiter } from "./services/rate-limits/rate-limits.ts";
import type { BlobStore } from "./storage/blob-store.ts";
import type { UrlSigner } from "./storage/signed-urls.ts";

/** The dependencies of every operation, as plain values, so that a test can replace a single one. */
export type AppContext = {
  readonly config: Config;
  readonly db: Database;
  readonly apiKeys: KeyFinder;
  readonly callLimiter: CallLimiter;
  readonly accepts: Accepts;
  readonly localRateLimiter: LocalRateLimiter;
  readonly notifier: Notifier;
  readonly feed: Feed;
  readonly provider: ImageProvider;
  readonly blobs: BlobStore;
  readonly urls: UrlSigner;
  /** Base of absolute URLs, without a trailing slash. It is known once the server listens. */
  readonly publicUrl: () => string;
  readonly newId: NewId;
  /** An unsigned 32-bit integer. */
  readonly randomSeed: () => number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
};
