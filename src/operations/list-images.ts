import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, invalidInput, type Outcome } from "../domain/refusals.ts";
import type { ImageSnapshot } from "../domain/snapshots.ts";
import * as images from "../services/images/read-images.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { byId, type Connection, type ConnectionArguments, parseBounds, toConnection } from "./connection.ts";
import { findImage } from "./get-image.ts";
import { parseInput } from "./input.ts";
import { type List, limitParameter, startingAfterParameter, toList } from "./list-query.ts";

/** The query of `GET /v1/images`: every value as text. */
export const listImagesQuery = z.strictObject({ limit: limitParameter, starting_after: startingAfterParameter });

/** The team's images, newest first. */
export async function listImages(app: AppContext, call: Call, query: unknown): Promise<Outcome<List<ImageSnapshot>>> {
  const parsed = parseInput(listImagesQuery, query);
  if (!parsed.ok) return parsed;
  const limited = takeCheapToken(app, call, "reads");
  if (limited) return limited;
  const { limit, starting_after: after = null } = parsed.value;
  if (after !== null && !(await findImage(app, call, after))) {
    return invalidInput("invalid_page_token", "starting_after: not an image of this list.", "starting_after");
  }
  const bounds = { after, before: null, take: limit, backward: false };
  return accepted(toList(await images.listImages(app.db, call.principal.teamId, bounds)));
}

/** The same as a connection, in both directions. */
export async function connectImages(
  app: AppContext,
  call: Call,
  page: ConnectionArguments,
): Promise<Outcome<Connection<ImageSnapshot>>> {
  const list = byId("images");
  const bounds = parseBounds(list, page);
  if (!bounds.ok) return bounds;
  const limited = takeCheapToken(app, call, "reads");
  if (limited) return limited;
  const read = await images.listImages(app.db, call.principal.teamId, bounds.value);
  return accepted(toConnection(list, read, (node) => ({ position: node.id, node })));
}
