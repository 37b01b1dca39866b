import type { AppContext } from "../context.ts";

/** Signed at the moment of the answer, so that a replay's addresses live as long as any. */
export function imageUrl(app: AppContext, blobKey: string): string {
  return app.urls.sign(`/storage/${blobKey}`);
}
