import { z } from "zod";
import { CHARACTER_STATUSES, EVENT_STATUSES } from "../domain/character.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { invalidInput, ok } from "../domain/refusals.ts";
import * as characters from "../services/characters/characters.ts";
import { text, whenValid } from "./input.ts";
import { defineOperation } from "./operation.ts";
import {
  byId,
  connectionInput,
  DEFAULT_PAGE_SIZE,
  limitInput,
  oneOf,
  pageBounds,
  refuseBothEnds,
  toConnection,
  toList,
} from "./pages.ts";

/** Lists the team's characters, newest first. `startingAfter` may name one that was deleted meanwhile. */
export const listCharacters = defineOperation({
  name: "list_characters",
  scope: "read",
  bucket: "characters_get",
  idempotent: false,
  refusals: [],
  input: z.strictObject({
    limit: limitInput,
    startingAfter: z.string().optional(),
    status: oneOf(CHARACTER_STATUSES).optional(),
    clientReferenceId: text(0, 256).optional(),
  }),
  run: async ({ app, call, input }) => {
    const { limit = DEFAULT_PAGE_SIZE, startingAfter: after = null, status = null, clientReferenceId = null } = input;
    const { teamId } = call.principal;
    if (after !== null && !(isPlausibleId(after) && (await characters.hadCharacter(app.db, teamId, after)))) {
      return invalidInput("invalid_page_token", "starting_after: not a character of this list.", "starting_after");
    }
    const bounds = { after, before: null, take: limit, backward: false };
    return ok(toList(await characters.listCharacters(app.db, teamId, { status, clientReferenceId }, bounds)));
  },
});

const LIST = byId("characters");

/** The same list as a connection, in both directions. */
export const connectCharacters = defineOperation({
  name: "connect_characters",
  scope: "read",
  bucket: "characters_get",
  idempotent: false,
  refusals: [],
  input: z
    .strictObject({
      ...connectionInput(LIST),
      status: z.enum(EVENT_STATUSES).nullish(),
      clientReferenceId: text(0, 256).nullish(),
    })
    .superRefine(refuseBothEnds, whenValid("first", "last")),
  run: async ({ app, call, input }) => {
    const { status = null, clientReferenceId = null, ...page } = input;
    // No deleted character is listed.
    const filter = { status: status as Exclude<typeof status, "deleted">, clientReferenceId };
    const found = await characters.listCharacters(app.db, call.principal.teamId, filter, pageBounds(LIST, page));
    return ok(toConnection(LIST, found, (node) => ({ position: node.id, node })));
  },
});
