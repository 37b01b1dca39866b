import { ID_PREFIXES } from "../domain/ids.ts";
import { getCharacter } from "../operations/characters.ts";
import { getImage, getLedgerEntry, getRefSet, getSynthesis } from "../operations/get-by-id.ts";
import { getTeam } from "../operations/get-team.ts";
import { builder, characterSynthesis } from "./builder.ts";
import { call, callOrNull } from "./call.ts";
import type { GraphqlContext } from "./context.ts";

/** GraphQL finds the type of a node by this name. */
type Loaded = { readonly __typename: string };
type Load = (context: GraphqlContext, id: string) => Promise<Loaded | null>;

/**
 * Loads the caller's own team. An id with an unknown prefix is looked up here too, so that it also takes a token of
 * `reads`.
 */
const loadTeam: Load = async (context, id) => {
  const team = await call(context, getTeam, {});
  return team?.id === id ? named("Team", team) : null;
};

const loadSynthesis: Load = async (context, id) =>
  named("Synthesis", characterSynthesis(await callOrNull(context, getSynthesis, { id })));

/** The function that loads each type of node, by the prefix of its id. */
const LOADERS: ReadonlyMap<string, Load> = new Map<string, Load>([
  [ID_PREFIXES.character, async (context, id) => named("Character", await callOrNull(context, getCharacter, { id }))],
  [ID_PREFIXES.image, async (context, id) => named("Image", await callOrNull(context, getImage, { id }))],
  [ID_PREFIXES.synthesis, loadSynthesis],
  ["set", async (context, id) => named("RefSet", await callOrNull(context, getRefSet, { id }))],
  ["led", async (context, id) => named("LedgerEntry", await callOrNull(context, getLedgerEntry, { id }))],
  [ID_PREFIXES.team, loadTeam],
]);

builder.queryField("node", (t) =>
  t.field({
    type: builder.nodeInterfaceRef(),
    nullable: true,
    description:
      "The object with this id; null when the id is unknown, or the object is deleted or belongs to another team.",
    args: { id: t.arg.id({ required: true, description: "The `id` of any Node." }) },
    resolve: (_root, { id }, context) => (LOADERS.get(prefixOf(id)) ?? loadTeam)(context, id),
  }),
);

function prefixOf(id: string): string {
  return id.slice(0, id.indexOf("_") + 1).slice(0, -1);
}

function named<T extends object>(typename: string, value: T | null): (T & Loaded) | null {
  return value && { ...value, __typename: typename };
}
