import { batch, type Signal, signal } from "@preact/signals";
import { send } from "./client.ts";
import { BALANCE, PROGRESS, TEAM, TEAM_EVENTS } from "./documents.ts";
import { live, subscribe } from "./live.ts";
import type { Change, Character, Credits, RateLimit, Synthesis } from "./types.ts";

/** What the page knows of the team. One signal for each character: a card redraws when its own character changes. */
const characters = new Map<string, Signal<Character | null>>();

export const credits = signal<Credits | null>(null);
export const teamId = signal("");
export const teamName = signal("");
export const rateLimits = signal<readonly RateLimit[]>([]);
/** The last change of the team: for views that list characters, and for the first steps. */
export const lastChange = signal<Change | null>(null);
/** Changes that arrived right after the last reconnection: what happened while the page was away. */
export const caughtUp = signal(0);
/** Milliseconds after a reconnection in which a change counts as one that was missed. */
const CATCH_UP_MS = 2_000;

/** The character with this id; null while unknown and once deleted. */
export function characterSignal(id: string): Signal<Character | null> {
  const known = characters.get(id) ?? signal<Character | null>(null);
  characters.set(id, known);
  return known;
}

/**
 * Takes a character from an answer or an event. An event can arrive before an older answer does, so what has a lower
 * version than the known one is dropped; with the same version the newer synthesis progress wins.
 */
export function applyCharacter(character: Character): void {
  const known = characterSignal(character.id);
  const before = known.value;
  if (before && before.version > character.version) return;
  const synthesis = before ? newerSynthesis(before.synthesis, character.synthesis) : character.synthesis;
  known.value = { ...character, synthesis };
}

/** Takes a synthesis from a progress event. */
export function applySynthesis(characterId: string, synthesis: Synthesis): void {
  const known = characterSignal(characterId);
  const character = known.value;
  if (!character) return;
  known.value = { ...character, synthesis: newerSynthesis(character.synthesis, synthesis) };
}

/** Ids are ULIDs, so they sort by time; of the same run, the one that has come further wins. */
function newerSynthesis(a: Synthesis | null, b: Synthesis | null): Synthesis | null {
  if (!a || !b) return b ?? a;
  if (a.id !== b.id) return a.id > b.id ? a : b;
  if (a.status !== "RUNNING" && b.status === "RUNNING") return a;
  return b.progress.completed >= a.progress.completed ? b : a;
}

function applyChange(change: Change): void {
  batch(() => {
    if (change.status === "DELETED") characterSignal(change.characterId).value = null;
    else if (change.character) applyCharacter({ ...change.character, synthesis: change.synthesis });
    lastChange.value = change;
    if (Date.now() - live.peek().since < CATCH_UP_MS) caughtUp.value += 1;
  });
}

/** Reads the team and follows every change of it until the returned function is called. */
export async function followTeam(onEnded: () => void): Promise<() => void> {
  const { team } = await send<{
    team: { id: string; name: string; eventCursor: string; credits: Credits; rateLimits: RateLimit[] };
  }>(TEAM);
  teamId.value = team.id;
  teamName.value = team.name;
  credits.value = team.credits;
  rateLimits.value = team.rateLimits;
  let cursor = team.eventCursor;
  const stopEvents = subscribe<{ teamEvents: Change }>(
    TEAM_EVENTS,
    () => ({ after: cursor }),
    ({ teamEvents }) => {
      cursor = teamEvents.cursor;
      applyChange(teamEvents);
    },
    onEnded,
  );
  const stopBalance = subscribe<{ balanceChanged: Credits }>(
    BALANCE,
    () => ({}),
    ({ balanceChanged }) => {
      credits.value = balanceChanged;
    },
  );
  return () => {
    stopEvents();
    stopBalance();
  };
}

/** Follows the pictures of one character as they are made. */
export function followProgress(characterId: string): () => void {
  return subscribe<{ synthesisProgress: { synthesis: Synthesis } }>(
    PROGRESS,
    () => ({ characterId }),
    ({ synthesisProgress }) => applySynthesis(characterId, synthesisProgress.synthesis),
  );
}

/** Forgets everything, for the next person who signs in on this tab. */
export function clearStore(): void {
  characters.clear();
  credits.value = null;
  lastChange.value = null;
  teamName.value = "";
  teamId.value = "";
}
