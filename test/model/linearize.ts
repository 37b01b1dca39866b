/** One call of a history: when it was sent, when it was answered, and whether a state explains the answer. */
export type Operation<S> = {
  readonly name: string;
  readonly sentAt: number;
  /** Infinity without an answer: the call may have happened at any later time, or never. */
  readonly answeredAt: number;
  /** Changes the state as the call would. True when the call then has the given answer. */
  readonly apply: (state: S) => boolean;
};

/**
 * Searches for one order of the calls that explains every answer and the final state (Wing and Gong's search, with
 * Lowe's cache of dead ends). A call that was answered before another was sent comes first; a call without an answer
 * may be left out. Returns the names in order and the final state, or null when there is none.
 */
export function linearize<S extends object>(
  start: S,
  operations: readonly Operation<S>[],
  isEnd: (state: S) => boolean,
): { readonly order: readonly string[]; readonly state: S } | null {
  const dead = new Set<string>();

  const search = (state: S, left: readonly Operation<S>[]): { order: readonly string[]; state: S } | null => {
    const open = left.filter(({ answeredAt }) => answeredAt !== Number.POSITIVE_INFINITY);
    if (open.length === 0 && isEnd(state)) return { order: [], state };
    const place = `${left.map((operation) => operations.indexOf(operation)).join()} ${JSON.stringify(state)}`;
    if (dead.has(place)) return null;
    // A call that was sent after another call's answer comes after that call.
    const firstAnswer = Math.min(...left.map(({ answeredAt }) => answeredAt));
    for (const operation of left) {
      if (operation.sentAt > firstAnswer) continue;
      const next = structuredClone(state);
      if (!operation.apply(next)) continue;
      const found = search(
        next,
        left.filter((other) => other !== operation),
      );
      if (found) return { order: [operation.name, ...found.order], state: found.state };
    }
    dead.add(place);
    return null;
  };
  return search(start, operations);
}
