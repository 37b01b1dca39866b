import { z } from "zod";
import { invalidInput, ok } from "../domain/refusals.ts";
import * as images from "../services/images/images.ts";
import { findImage } from "./get-by-id.ts";
import { whenValid } from "./input.ts";
import { defineOperation } from "./operation.ts";
import {
  byId,
  connectionInput,
  DEFAULT_PAGE_SIZE,
  limitInput,
  pageBounds,
  refuseBothEnds,
  toConnection,
  toList,
} from "./pages.ts";

/** Lists the team's images, newest first. */
export const listImages = defineOperation({
  name: "list_images",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: [],
  input: z.strictObject({ limit: limitInput, startingAfter: z.string().optional() }),
  run: async ({ app, call, input }) => {
    const { limit = DEFAULT_PAGE_SIZE, startingAfter: after = null } = input;
    if (after !== null && !(await findImage(app, call, after))) {
      return invalidInput("invalid_page_token", "starting_after: not an image of this list.", "starting_after");
    }
    const bounds = { after, before: null, take: limit, backward: false };
    return ok(toList(await images.listImages(app.db, call.principal.teamId, bounds)));
  },
});

const LIST = byId("images");

/** The same list as a connection, in both directions. */
export const connectImages = defineOperation({
  name: "connect_images",
  scope: "read",
  bucket: "reads",
  idempotent: false,
  refusals: [],
  input: z.strictObject(connectionInput(LIST)).superRefine(refuseBothEnds, whenValid("first", "last")),
  run: async ({ app, call, input }) => {
    const found = await images.listImages(app.db, call.principal.teamId, pageBounds(LIST, input));
    return ok(toConnection(LIST, found, (node) => ({ position: node.id, node })));
  },
});
