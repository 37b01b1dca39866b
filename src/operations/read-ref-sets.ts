import { z } from "zod";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, invalidInput, type Outcome, refused } from "../domain/refusals.ts";
import type { RefSetSnapshot } from "../domain/snapshots.ts";
import * as refSets from "../services/ref-sets/list-ref-sets.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { byNumber, type Connection, type ConnectionArguments, parseBounds, toConnection } from "./connection.ts";
import { findCharacter } from "./get-character.ts";
import { parseInput } from "./input.ts";
import { type List, limitParameter, startingAfterParameter, toListBy } from "./list-query.ts";

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

/** A character's sets of refs, newest first. Takes no token: only reached through a field that has paid. */
export async function readRefSets(
  app: AppContext,
  call: Call,
  characterId: string,
  page: ConnectionArguments,
): Promise<Outcome<Connection<RefSetSnapshot>>> {
  const list = byNumber(`ref_sets/${characterId}`);
  const bounds = parseBounds(list, page);
  if (!bounds.ok) return bounds;
  const read = await refSets.listRefSets(app.db, call.principal.teamId, characterId, bounds.value);
  return accepted(toConnection(list, read, (node) => ({ position: node.number, node })));
}
