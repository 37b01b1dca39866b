import DataLoader from "dataloader";
import type { AppContext } from "../../context.ts";
import type { Call } from "../../domain/principal.ts";
import type { CharacterSnapshot, ImageSnapshot, SynthesisSnapshot } from "../../domain/snapshots.ts";
import { findCharacters } from "../../operations/get-character.ts";
import { findImages } from "../../operations/get-image.ts";
import { findLatestSyntheses, findSyntheses } from "../../operations/get-synthesis.ts";

/** Ids of one statement at most: several pages of a list, far from what a statement can hold. */
const MAX_BATCH = 500;

/** What an id names now, or null. */
export type Load<T> = (id: string) => Promise<T | null>;

/** Look-ups of one operation: those of all items of a list go to the database together. */
export type Loaders = {
  readonly character: Load<CharacterSnapshot>;
  readonly image: Load<ImageSnapshot>;
  readonly synthesis: Load<SynthesisSnapshot>;
  /** By the character's id. */
  readonly latestSynthesis: Load<SynthesisSnapshot>;
};

export function createLoaders(app: AppContext, call: Call): Loaders {
  return {
    character: together((ids) => findCharacters(app, call, ids)),
    image: together((ids) => findImages(app, call, ids)),
    synthesis: together((ids) => findSyntheses(app, call, ids)),
    latestSynthesis: together((ids) => findLatestSyntheses(app, call, ids)),
  };
}

/** Nothing is remembered: what comes later in a mutation or a subscription sees what is there by then. */
function together<T>(find: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>): Load<T> {
  let loader: DataLoader<string, T | null> | null = null;
  return (id) => {
    loader ??= new DataLoader<string, T | null>(
      async (ids) => {
        const found = await find([...new Set(ids)]);
        return ids.map((wanted) => found.get(wanted) ?? null);
      },
      { cache: false, maxBatchSize: MAX_BATCH },
    );
    return loader.load(id);
  };
}
