/**
 * Which rows may have changed: teams, each with its changed characters, or null when any of them may have; null when any
 * team may have changed. It only narrows the search for new rows: naming too much costs a query, never correctness.
 */
export type ChangeHint = ReadonlyMap<string, ReadonlySet<string> | null> | null;

export function changeHintOf(teamId?: string, characterId: string | null = null): ChangeHint {
  if (teamId === undefined) return null;
  return new Map([[teamId, characterId === null ? null : new Set([characterId])]]);
}

/** The hint that covers both; undefined stands for none yet. */
export function joinHints(waiting: ChangeHint | undefined, more: ChangeHint): ChangeHint {
  if (waiting === undefined) return more;
  if (waiting === null || more === null) return null;
  const joined = new Map(waiting);
  for (const [teamId, characters] of more) {
    const known = joined.get(teamId);
    joined.set(teamId, known === null || characters === null ? null : new Set([...(known ?? []), ...characters]));
  }
  return joined;
}

/** The hint as a text of at most `maxLength` characters; less precise when it would be longer. */
export function printHint(hint: ChangeHint, maxLength: number): string {
  if (hint === null) return "";
  const precise = [...hint].map(([teamId, characters]) => [teamId, ...(characters ?? [])].join("/")).join(",");
  if (precise.length <= maxLength) return precise;
  const teams = [...hint.keys()].join(",");
  return teams.length <= maxLength ? teams : "";
}

export function parseHint(text: string): ChangeHint {
  if (text === "") return null;
  const teams = text.split(",").map((team): [string, Set<string> | null] => {
    const [teamId = "", ...characters] = team.split("/");
    return [teamId, characters.length > 0 ? new Set(characters) : null];
  });
  return new Map(teams);
}
