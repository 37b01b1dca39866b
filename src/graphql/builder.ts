import SchemaBuilder from "@pothos/core";
import ErrorsPlugin from "@pothos/plugin-errors";
import RelayPlugin from "@pothos/plugin-relay";
import ZodPlugin from "@pothos/plugin-zod";
import type { CharacterSnapshot, SynthesisSnapshot } from "../domain/snapshots.ts";
import type { SynthesisKind } from "../domain/synthesis.ts";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "../operations/pages.ts";
import type { GraphqlContext } from "./context.ts";
import { argumentError } from "./errors.ts";
import type { FixedFields } from "./execution/query-plan.ts";

/** The TypeScript types of the context and the scalars. Fields are non-null unless they are declared `nullable`. */
type SchemaTypes = {
  Context: GraphqlContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    /** A time in the text format that PostgreSQL uses in JSON. */
    DateTime: { Input: never; Output: string };
    /** An unsigned 32-bit integer. */
    Seed: { Input: number; Output: number };
  };
};

/**
 * The relay plugin's options. Ids are public ids (`char_…`) and not encoded type names, so they are neither encoded nor
 * decoded, and node.ts resolves `node` by the prefix of the id.
 */
const relayOptions = {
  encodeGlobalID: (_typename: string, id: string | number | bigint) => String(id),
  decodeGlobalID: (id: string) => ({ typename: "Node", id }),
  cursorType: "String",
  nodeTypeOptions: { description: "An object that `node` returns by its id." },
  idFieldOptions: {
    description: "The id of the object. Its prefix stands for the type; the format of the rest may change.",
  },
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  nodesOnConnection: { description: "The page's items without their cursors." },
  edgesFieldOptions: { description: "The page's items with their cursors.", nullable: false },
  nodeFieldOptions: { description: "The item.", nullable: false },
  cursorFieldOptions: { description: "The position of the item in the list, for `after` and `before`." },
  pageInfoFieldOptions: { description: "Says whether the list has items before and after this page." },
  pageInfoTypeOptions: { description: "The position of a page in its list." },
  hasNextPageFieldOptions: { description: "True when there are items after this page." },
  hasPreviousPageFieldOptions: { description: "True when there are items before this page." },
  startCursorFieldOptions: { description: "Cursor of the page's first item; null when the page is empty." },
  endCursorFieldOptions: { description: "Cursor of the page's last item; null when the page is empty." },
  firstArgOptions: {
    description: `How many items to return from the start of the list: 0–${MAX_PAGE_SIZE}. The default is ${DEFAULT_PAGE_SIZE}.`,
  },
  lastArgOptions: {
    description: `How many items to return from the end of the list: 0–${MAX_PAGE_SIZE}. It can't be combined with \`first\`.`,
  },
  afterArgOptions: { description: "Returns only items after this cursor." },
  beforeArgOptions: { description: "Returns only items before this cursor." },
} as const;

/**
 * The order of the plugins matters: the errors plugin comes before the zod plugin, so that it catches an invalid
 * argument and returns it as a member of the mutation's union.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, ZodPlugin, RelayPlugin],
  defaultFieldNullability: false,
  errors: {
    directResult: true,
    defaultUnionOptions: {
      name: ({ fieldName }) => `${fieldName.charAt(0).toUpperCase()}${fieldName.slice(1)}Result`,
      description: "The result of the mutation of the same name: its success type, or an expected error.",
    },
  },
  zod: { validationError: argumentError },
  relay: relayOptions,
});

/**
 * References to object types that refer to each other. characters.ts and syntheses.ts implement them.
 */

/**
 * A character. In the response to a paid mutation, `answeredSynthesis` is that mutation's synthesis, so it need not be
 * read.
 */
export type ShownCharacter = CharacterSnapshot & { readonly answeredSynthesis?: CharacterSynthesis | null };

/** A synthesis of a character. The synthesis that `createImage` starts is shown as an Image only. */
export type CharacterSynthesis = SynthesisSnapshot & { readonly kind: SynthesisKind };

/**
 * A synthesis that was selected through a character refers to the same snapshot of it, so one response shows one
 * version.
 */
export type ShownSynthesis = CharacterSynthesis & { readonly shownCharacter?: ShownCharacter | null };

/**
 * The extension of a type whose fields with these names depend on the object and its signed URLs only. The object is
 * part of a snapshot, which never changes. So their values are kept (`FixedFields`).
 */
export function fixedFields(names: readonly string[]): { readonly fixed: FixedFields<GraphqlContext> } {
  return { fixed: { names, stamp: ({ app }) => app.urls.step() } };
}

export const CharacterType = builder.objectRef<ShownCharacter>("Character");

export const SynthesisType = builder.objectRef<ShownSynthesis>("Synthesis");

/** Returns the snapshot as a synthesis of a character, or null when `createImage` started it. */
export function characterSynthesis(snapshot: SynthesisSnapshot | null): CharacterSynthesis | null {
  return snapshot && isCharacterSynthesis(snapshot) ? snapshot : null;
}

function isCharacterSynthesis(snapshot: SynthesisSnapshot): snapshot is CharacterSynthesis {
  return snapshot.kind !== "image";
}

/** Like `characterSynthesis`, with the character through which the synthesis was selected. */
export function synthesisOf(
  shownCharacter: ShownCharacter | null,
  snapshot: SynthesisSnapshot | null,
): ShownSynthesis | null {
  const synthesis = characterSynthesis(snapshot);
  return synthesis && { ...synthesis, shownCharacter };
}
