/**
 * Whose tables are worth a look: teams, each with its characters that changed, or null when any may have; null: anybody's.
 * It only narrows a search: whoever is named in vain is looked at in vain.
 */
export type News = ReadonlyMap<string, ReadonlySet<string> | null> | null;

export function newsOf(teamId?: string, characterId: string | null = null): News {
  if (teamId === undefined) return null;
  return new Map([[teamId, characterId === null ? null : new Set([characterId])]]);
}

/** Who is to be looked at after both; undefined: nobody yet. */
export function joinNews(waiting: News | undefined, more: News): News {
  if (waiting === undefined) return more;
  if (waiting === null || more === null) return null;
  const joined = new Map(waiting);
  for (const [teamId, characters] of more) {
    const known = joined.get(teamId);
    joined.set(teamId, known === null || characters === null ? null : new Set([...(known ?? []), ...characters]));
  }
  return joined;
}

/** News as a text of at most so many characters, the less precise the longer it would be. */
export function printNews(news: News, maxLength: number): string {
  if (news === null) return "";
  const precise = [...news].map(([teamId, characters]) => [teamId, ...(characters ?? [])].join("/")).join(",");
  if (precise.length <= maxLength) return precise;
  const teams = [...news.keys()].join(",");
  return teams.length <= maxLength ? teams : "";
}

export function parseNews(text: string): News {
  if (text === "") return null;
  const teams = text.split(",").map((team): [string, Set<string> | null] => {
    const [teamId = "", ...characters] = team.split("/");
    return [teamId, characters.length > 0 ? new Set(characters) : null];
  });
  return new Map(teams);
}
