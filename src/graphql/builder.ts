import SchemaBuilder from "@pothos/core";
import ErrorsPlugin from "@pothos/plugin-errors";
import RelayPlugin from "@pothos/plugin-relay";
import ZodPlugin from "@pothos/plugin-zod";
import type { CharacterSnapshot, SynthesisSnapshot } from "../domain/snapshots.ts";
import type { SynthesisKind } from "../domain/synthesis.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../operations/pages.ts";
import type { GraphqlContext } from "./context.ts";
import { argumentError } from "./errors.ts";

/** What resolvers and scalars look like from TypeScript. Fields are non-null unless they say otherwise. */
type SchemaTypes = {
  Context: GraphqlContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** A moment as the database prints it inside JSON. */
    DateTime: { Input: never; Output: string };
    /** An unsigned 32-bit integer. */
    Seed: { Input: number; Output: number };
  };
};

/**
 * The relay plugin's options. Ids are ours (`char_…`), not encoded type names, so the plugin's decoding is replaced by
 * nothing and `node` is resolved by the id's prefix (node.ts).
 */
const relayOptions = {
  encodeGlobalID: (_typename: string, id: string | number | bigint) => String(id),
  decodeGlobalID: (id: string) => ({ typename: "Node", id }),
  cursorType: "String",
  nodeTypeOptions: { description: "An object that can be read by its id alone." },
  idFieldOptions: { description: "An opaque id; its prefix tells the type." },
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  nodesOnConnection: { description: "The page's items without their cursors." },
  edgesFieldOptions: { description: "The page's items with their cursors.", nullable: false },
  nodeFieldOptions: { description: "The item.", nullable: false },
  cursorFieldOptions: { description: "The item's position, for `after` and `before`." },
  pageInfoFieldOptions: { description: "Whether the list goes on before and after this page." },
  pageInfoTypeOptions: { description: "The position of a page in its list." },
  hasNextPageFieldOptions: { description: "True when there are items after this page." },
  hasPreviousPageFieldOptions: { description: "True when there are items before this page." },
  startCursorFieldOptions: { description: "Cursor of the page's first item, null when the page is empty." },
  endCursorFieldOptions: { description: "Cursor of the page's last item, null when the page is empty." },
  firstArgOptions: {
    description: `The number of items from the start of the list: 0 to ${MAX_PAGE_SIZE}, ${DEFAULT_PAGE_SIZE} by default.`,
  },
  lastArgOptions: {
    description: `The number of items from the end of the list: 0 to ${MAX_PAGE_SIZE}. Not together with \`first\`.`,
  },
  afterArgOptions: { description: "Only items after this cursor." },
  beforeArgOptions: { description: "Only items before this cursor." },
} as const;

/**
 * The order of the plugins matters: errors before zod, so that an invalid argument is caught by the errors
 * plugin and becomes a member of the mutation's union.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, ZodPlugin, RelayPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
      description: "The result of the mutation with this name: its success, or an expected error.",
    },
  },
  zod: { validationError: argumentError },
  relay: relayOptions,
});

/**
 * References to the object types that refer to each other. Each is implemented in the file of its name.
 */

/** A character. In the answer of a paid call it shows the synthesis of that answer instead of reading the latest one. */
export type ShownCharacter = CharacterSnapshot & { readonly answeredSynthesis?: CharacterSynthesis | null };

/** A synthesis of a character; what `createImage` makes is never shown as one. */
export type CharacterSynthesis = SynthesisSnapshot & { readonly kind: SynthesisKind };

/** A synthesis that was reached through a character shows that character, so that one answer has one version of it. */
export type ShownSynthesis = CharacterSynthesis & { readonly shownCharacter?: ShownCharacter | null };

export const CharacterType = builder.objectRef<ShownCharacter>("Character");

export const SynthesisType = builder.objectRef<ShownSynthesis>("Synthesis");

/** The snapshot as a synthesis of a character, or null when it is an image's. */
export function characterSynthesis(snapshot: SynthesisSnapshot | null): CharacterSynthesis | null {
  return snapshot && isCharacterSynthesis(snapshot) ? snapshot : null;
}

function isCharacterSynthesis(snapshot: SynthesisSnapshot): snapshot is CharacterSynthesis {
  return snapshot.kind !== "image";
}

/** The same, with the character through which it was reached. */
export function synthesisOf(
  shownCharacter: ShownCharacter | null,
  snapshot: SynthesisSnapshot | null,
): ShownSynthesis | null {
  const synthesis = characterSynthesis(snapshot);
  return synthesis && { ...synthesis, shownCharacter };
}
