import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, type Outcome, refused } from "../domain/refusals.ts";
import type { ImageSnapshot } from "../domain/snapshots.ts";
import { readImages } from "../services/images/read-images.ts";
import { takeCheapToken } from "./cheap-token.ts";

/** An image as it is now. */
export async function getImage(app: AppContext, call: Call, id: string): Promise<Outcome<ImageSnapshot>> {
  const limited = takeCheapToken(app, call, "reads");
  if (limited) return limited;
  const found = await findImage(app, call, id);
  return found ? accepted(found) : refused({ kind: "not_found" });
}

/** The same without a token: for fields below one that has paid. */
export async function findImage(app: AppContext, call: Call, id: string): Promise<ImageSnapshot | null> {
  return (await findImages(app, call, [id])).get(id) ?? null;
}

/** Several at once, by id. */
export async function findImages(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ImageSnapshot>> {
  return readImages(app.db, call.principal.teamId, ids.filter(isPlausibleId));
}
