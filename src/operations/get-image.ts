import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import { ok, refuse } from "../domain/refusals.ts";
import type { ImageSnapshot } from "../domain/snapshots.ts";
import { findImages } from "../services/images/read-images.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/** Reads an image as it is now. */
export const getImage = defineOperation({
  name: "get_image",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ id: lookupId }),
  run: async ({ app, call, input }) => {
    const found = await findImage(app, call, input.id);
    return found ? ok(found) : refuse({ kind: "not_found" });
  },
});

/** Looks an image of the caller's team up, without a rate limit. */
export async function findImage(app: AppContext, call: Call, id: string): Promise<ImageSnapshot | null> {
  return (await loadImages(app, call, [id])).get(id) ?? null;
}

/** Images of the caller's team by id. */
export async function loadImages(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ImageSnapshot>> {
  return findImages(app.db, call.principal.teamId, ids.filter(isPlausibleId));
}
