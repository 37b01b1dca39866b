import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CHARACTER_STATUSES, EVENT_STATUSES } from "../domain/character.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import { invalidInput, ok } from "../domain/refusals.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import * as characters from "../services/characters/characters.ts";
import { text, whenValid } from "./input.ts";
import { defineLookup, defineOperation } from "./operation.ts";
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

/** Returns a character in its present state. */
export const getCharacter = defineLookup("get_character", "characters_get", findCharacter);

/** Finds a character of the caller's team, without a rate limit. */
export async function findCharacter(app: AppContext, call: Call, id: string): Promise<CharacterSnapshot | null> {
  return isPlausibleId(id) ? characters.findCharacter(app.db, call.principal.teamId, id) : null;
}

/** Loads characters of the caller's team by id. */
export async function loadCharacters(
  app: AppContext,
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, CharacterSnapshot>> {
  return characters.findCharacters(app.db, call.principal.teamId, ids);
}

/**
 * Finds any team's character with refs, for the warm-up of a gateway; null when there is none or the database is down.
 */
export async function findAnyCharacter(
  app: AppContext,
): Promise<{ readonly id: string; readonly teamId: string } | null> {
  return characters.findAnyCharacter(app.db).catch(() => null);
}

/** Lists the team's characters, newest first. `startingAfter` may be the id of a character deleted in the meantime. */
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
      return invalidInput(
        "invalid_page_token",
        "starting_after: must be the id of a character in this list.",
        "starting_after",
      );
    }
    const bounds = { after, before: null, take: limit, backward: false };
    return ok(toList(await characters.listCharacters(app.db, teamId, { status, clientReferenceId }, bounds)));
  },
});

const LIST = byId("characters");

/** Lists the same as a Relay connection, in both directions. */
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
    // Deleted characters are not listed, so this filter matches none.
    const filter = { status: status as Exclude<typeof status, "deleted">, clientReferenceId };
    const found = await characters.listCharacters(app.db, call.principal.teamId, filter, pageBounds(LIST, page));
    return ok(toConnection(LIST, found, (node) => ({ position: node.id, node })));
  },
});
