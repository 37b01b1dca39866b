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

/** Ids of one statement at most: several pages of a list, far from what a statement can hold. */
const MAX_BATCH = 500;

/** What an id names now, or null. */
type Load<T> = (id: string) => Promise<T | null>;

/** A page of a character's list. */
type LoadPage<T> = (id: string, page: ConnectionArguments) => Promise<Outcome<Connection<T>>>;

/** Look-ups of one operation: those of all items of a list go to the database together. */
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

type Asked = { readonly id: string; readonly page: ConnectionArguments };
type Pages<T> = ReadonlyMap<string, Outcome<Connection<T>>>;

/** The same for lists: one statement for all items of which a field asks the same page. */
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
