import type { AppContext } from "../context.ts";
import * as keys from "../services/api-keys/find-dead-keys.ts";

/** What an open connection remembers of its secret: enough to ask whether the key is still good. */
export function keyDigest(secret: string): string {
  return keys.keyDigest(secret);
}

/** Those of the digests whose keys are good no more. Throws `CallError` service_unavailable, which says nothing of them. */
export function findDeadKeys(app: AppContext, digests: readonly string[]): Promise<readonly string[]> {
  return keys.findDeadKeys(app.db, digests);
}
