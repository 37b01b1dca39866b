import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { send } from "../../api/client.ts";
import { STATUSES } from "../../api/documents.ts";
import { lastChange } from "../../api/store.ts";
import type { Character, CharacterStatus } from "../../api/types.ts";

type Known = Pick<Character, "id" | "status" | "version">;
type Answer = Record<CharacterStatus, { nodes: Known[]; pageInfo: { hasNextPage: boolean } }>;

/** The largest page that the server allows. For a status with more characters, the count is a lower bound. */
const MOST = 100;

/** The number of characters with a status, or of all: "7", or "100+" when there are more than were read. */
export type CountOf = (status: CharacterStatus | null) => string;

export function countFrom(characters: Iterable<Known>, incomplete: ReadonlySet<CharacterStatus> = new Set()): CountOf {
  const statuses = [...characters].map(({ status }) => status);
  return (wanted) => {
    const count = wanted === null ? statuses.length : statuses.filter((status) => status === wanted).length;
    const isLowerBound = wanted === null ? incomplete.size > 0 : incomplete.has(wanted);
    return `${count}${isLowerBound ? "+" : ""}`;
  };
}

/** Counts the characters of a team whose gallery is not completely loaded, and keeps the counts current. */
export function useStatusCounts(needed: boolean): CountOf | null {
  const known = useSignal<ReadonlyMap<string, Known> | null>(null);
  const incomplete = useSignal<ReadonlySet<CharacterStatus>>(new Set());
  useEffect(() => {
    if (!needed || known.value) return;
    send<Answer>(STATUSES, { first: MOST }).then(
      (answer) => {
        const pages = Object.entries(answer) as [CharacterStatus, Answer[CharacterStatus]][];
        incomplete.value = new Set(pages.filter(([, page]) => page.pageInfo.hasNextPage).map(([status]) => status));
        known.value = new Map(pages.flatMap(([, { nodes }]) => nodes.map((one) => [one.id, one])));
      },
      // After a failure the filters show no counts.
      () => undefined,
    );
  }, [needed]);
  useSignalEffect(() => {
    const change = lastChange.value;
    const before = known.peek();
    if (!change || !before) return;
    const { characterId: id, status, version } = change;
    if ((before.get(id)?.version ?? 0) >= version) return;
    const after = new Map(before).set(id, { id, status, version });
    if (status === "DELETED") after.delete(id);
    known.value = after;
  });
  return needed && known.value ? countFrom(known.value.values(), incomplete.value) : null;
}
