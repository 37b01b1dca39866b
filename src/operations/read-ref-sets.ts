import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, invalidInput, type Outcome, refused } from "../domain/refusals.ts";
import type { RefSetSnapshot } from "../domain/snapshots.ts";
import * as refSets from "../services/ref-sets/list-ref-sets.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { byNumber, type Connection, type ConnectionArguments } from "./connection.ts";
import { findCharacter } from "./get-character.ts";
import { parseInput } from "./input.ts";
import { type List, limitParameter, startingAfterParameter, toListBy } from "./list-query.ts";
import { readOwned } from "./owned-connections.ts";

/** The query of `GET /v1/characters/{id}/refs/sets`: every value as text. */
export const listRefSetsQuery = z.strictObject({ limit: limitParameter, starting_after: startingAfterParameter });

/** A set's number as text. */
const SET_NUMBER = /^[1-9][0-9]{0,8}$/;

/** A character's sets of refs, newest first; `starting_after` is a set's number. */
export async function listRefSets(
  app: AppContext,
  call: Call,
  { characterId, query }: { readonly characterId: string; readonly query: unknown },
): Promise<Outcome<List<RefSetSnapshot>>> {
  const parsed = parseInput(listRefSetsQuery, query);
  if (!parsed.ok) return parsed;
  const { limit, starting_after: after } = parsed.value;
  if (after !== undefined && !SET_NUMBER.test(after)) {
    return invalidInput("invalid_page_token", "starting_after: not the number of a set.", "starting_after");
  }
  const limited = takeCheapToken(app, call, "characters_get");
  if (limited) return limited;
  if (!(await findCharacter(app, call, characterId))) return refused({ kind: "not_found" });
  const bounds = { after: after === undefined ? null : Number(after), before: null, take: limit, backward: false };
  const page = await refSets.listRefSets(app.db, call.principal.teamId, characterId, bounds);
  return accepted(toListBy(page, ({ number }) => String(number)));
}

/**
 * The same page of each character's sets of refs, newest first, by the character's id. Takes no token: only reached
 * through a field that has paid.
 */
export function readRefSets(
  app: AppContext,
  call: Call,
  characterIds: readonly string[],
  page: ConnectionArguments,
): Promise<ReadonlyMap<string, Outcome<Connection<RefSetSnapshot>>>> {
  const { teamId } = call.principal;
  return readOwned(characterIds, page, {
    list: (id) => byNumber(`ref_sets/${id}`),
    one: (id, bounds) => refSets.listRefSets(app.db, teamId, id, bounds),
    several: (ids, end) => refSets.listRefSetsOf(app.db, teamId, ids, end),
    read: (node) => ({ position: node.number, node }),
  });
}
