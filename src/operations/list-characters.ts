import { z } from "zod";
import type { AppContext } from "../context.ts";
import { CHARACTER_STATUSES, type CharacterStatus } from "../domain/character.ts";
import { isPlausibleId } from "../domain/ids.ts";
import type { Call } from "../domain/principal.ts";
import { accepted, invalidInput, type Outcome } from "../domain/refusals.ts";
import type { CharacterSnapshot } from "../domain/snapshots.ts";
import * as characters from "../services/characters/list-characters.ts";
import { takeCheapToken } from "./cheap-token.ts";
import { byId, type Connection, type ConnectionArguments, parseBounds, toConnection } from "./connection.ts";
import { parseInput, text } from "./input.ts";
import { type List, limitParameter, oneOf, startingAfterParameter, toList } from "./list-query.ts";

/** The query of `GET /v1/characters`: every value as text. */
export const listCharactersQuery = z.strictObject({
  limit: limitParameter,
  starting_after: startingAfterParameter,
  status: oneOf(CHARACTER_STATUSES).optional(),
  client_reference_id: text(0, 256).optional(),
});

/** The team's characters, newest first. `starting_after` may name one that was deleted meanwhile. */
export async function listCharacters(
  app: AppContext,
  call: Call,
  query: unknown,
): Promise<Outcome<List<CharacterSnapshot>>> {
  const parsed = parseInput(listCharactersQuery, query);
  if (!parsed.ok) return parsed;
  const limited = takeCheapToken(app, call, "characters_get");
  if (limited) return limited;
  const { limit, starting_after: after = null, status = null, client_reference_id = null } = parsed.value;
  const { teamId } = call.principal;
  if (after !== null && !(isPlausibleId(after) && (await characters.hadCharacter(app.db, teamId, after)))) {
    return invalidInput("invalid_page_token", "starting_after: not a character of this list.", "starting_after");
  }
  const filter = { status, clientReferenceId: client_reference_id };
  const bounds = { after, before: null, take: limit, backward: false };
  return accepted(toList(await characters.listCharacters(app.db, teamId, filter, bounds)));
}

export type ConnectCharactersInput = ConnectionArguments & { readonly status?: CharacterStatus | null | undefined };

/** The same as a connection, in both directions. */
export async function connectCharacters(
  app: AppContext,
  call: Call,
  input: ConnectCharactersInput,
): Promise<Outcome<Connection<CharacterSnapshot>>> {
  const { status = null, ...page } = input;
  const list = byId("characters");
  const bounds = parseBounds(list, page);
  if (!bounds.ok) return bounds;
  const limited = takeCheapToken(app, call, "characters_get");
  if (limited) return limited;
  const filter = { status, clientReferenceId: null };
  const read = await characters.listCharacters(app.db, call.principal.teamId, filter, bounds.value);
  return accepted(toConnection(list, read, (node) => ({ position: node.id, node })));
}
