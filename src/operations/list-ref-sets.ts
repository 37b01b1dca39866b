import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { type InvalidInputCode, type Outcome, ok, refuse } from "../domain/refusals.ts";
import type { RefSetSnapshot } from "../domain/snapshots.ts";
import * as refSets from "../services/ref-sets/ref-sets.ts";
import { findCharacter } from "./get-character.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";
import {
  byNumber,
  type Connection,
  type ConnectionArguments,
  DEFAULT_PAGE_SIZE,
  limitInput,
  pagesOfOwners,
  toList,
} from "./pages.ts";

/** A set's number as text. */
const SET_NUMBER = /^[1-9][0-9]{0,8}$/;

/** Lists a character's sets of refs, newest first; `startingAfter` is the number of a set. */
export const listRefSets = defineOperation({
  name: "list_ref_sets",
  scope: "read",
  bucket: "characters_get",
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({
    characterId: lookupId,
    limit: limitInput,
    startingAfter: z
      .string()
      .refine((number) => SET_NUMBER.test(number), {
        error: "not the number of a set",
        params: { code: "invalid_page_token" satisfies InvalidInputCode },
      })
      .optional(),
  }),
  run: async ({ app, call, input }) => {
    const { characterId, limit = DEFAULT_PAGE_SIZE, startingAfter } = input;
    if (!(await findCharacter(app, call, characterId))) return refuse({ kind: "not_found" });
    const after = startingAfter === undefined ? null : Number(startingAfter);
    const bounds = { after, before: null, take: limit, backward: false };
    const page = await refSets.listRefSets(app.db, call.principal.teamId, characterId, bounds);
    return ok(toList(page, ({ number }) => String(number)));
  },
});

/**
 * The same page of each character's sets of refs, newest first, by the character's id. Without a rate limit: a field of
 * the characters, which have taken the token.
 */
export function findRefSetPages(
  app: AppContext,
  call: Call,
  characterIds: readonly string[],
  page: ConnectionArguments,
): Promise<ReadonlyMap<string, Outcome<Connection<RefSetSnapshot>, "invalid_input">>> {
  const { teamId } = call.principal;
  return pagesOfOwners(characterIds, page, {
    list: (id) => byNumber(`ref_sets/${id}`),
    one: (id, bounds) => refSets.listRefSets(app.db, teamId, id, bounds),
    several: (ids, end) => refSets.listRefSetsOf(app.db, teamId, ids, end),
    read: (node) => ({ position: node.number, node }),
  });
}
