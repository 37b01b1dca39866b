import DataLoader from "dataloader";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { Outcome } from "../domain/refusals.ts";
import type { CharacterSnapshot, ImageSnapshot, RefSetSnapshot, SynthesisSnapshot } from "../domain/snapshots.ts";
import { loadCharacters } from "../operations/characters.ts";
import { loadImages } from "../operations/get-by-id.ts";
import type { Connection, ConnectionArguments } from "../operations/pages.ts";
import { findRefSetPages } from "../operations/ref-sets.ts";
import { findSynthesisPages, loadLatestSyntheses, loadSyntheses } from "../operations/syntheses.ts";

/** How many ids one statement reads: several pages of a list, and far below the limit of a statement. */
const MAX_BATCH = 500;

/** Loads the object with an id; null when there is none. */
type Load<T> = (id: string) => Promise<T | null>;

/** Loads a page of a list that belongs to a character. */
type LoadPage<T> = (id: string, page: ConnectionArguments) => Promise<Outcome<Connection<T>>>;

/** The look-ups of one operation. Those of all items of a list are batched into one statement. */
export type Loaders = {
  readonly character: Load<CharacterSnapshot>;
  readonly image: Load<ImageSnapshot>;
  readonly synthesis: Load<SynthesisSnapshot>;
  /** By the character's id. */
  readonly latestSynthesis: Load<SynthesisSnapshot>;
  readonly syntheses: LoadPage<SynthesisSnapshot>;
  readonly refSets: LoadPage<RefSetSnapshot>;
};

export function createLoaders(app: AppContext, call: Call): Loaders {
  return {
    character: together((ids) => loadCharacters(app, call, ids)),
    image: together((ids) => loadImages(app, call, ids)),
    synthesis: together((ids) => loadSyntheses(app, call, ids)),
    latestSynthesis: together((ids) => loadLatestSyntheses(app, call, ids)),
    syntheses: pagesTogether((ids, page) => findSynthesisPages(app, call, ids, page)),
    refSets: pagesTogether((ids, page) => findRefSetPages(app, call, ids, page)),
  };
}

/** Batches without caching, so that a later field of a mutation or subscription reads the present state. */
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

type Asked = { readonly id: string; readonly page: ConnectionArguments };
type Pages<T> = ReadonlyMap<string, Outcome<Connection<T>>>;

/** Batches pages of lists: one statement reads the same page for all items. */
function pagesTogether<T>(read: (ids: readonly string[], page: ConnectionArguments) => Promise<Pages<T>>): LoadPage<T> {
  let loader: DataLoader<Asked, Outcome<Connection<T>>> | null = null;
  const readAll = async (asked: readonly Asked[]) => {
    const alike = Map.groupBy(asked, ({ page }) => JSON.stringify(page));
    const pages = new Map<string, Promise<Pages<T>>>();
    for (const [name, group] of alike) {
      const ids = new Set(group.map(({ id }) => id));
      pages.set(name, read([...ids], group[0]?.page ?? {}));
    }
    return Promise.all(
      asked.map(async ({ id, page }) => {
        const found = (await pages.get(JSON.stringify(page)))?.get(id);
        return found ?? new Error("a list was not read");
      }),
    );
  };
  return (id, page) => {
    loader ??= new DataLoader(readAll, { cache: false, maxBatchSize: MAX_BATCH });
    return loader.load({ id, page });
  };
}
