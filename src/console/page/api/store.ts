import { batch, type Signal, signal } from "@preact/signals";
import { send } from "./client.ts";
import { BALANCE, PROGRESS, TEAM, TEAM_EVENTS } from "./documents.ts";
import { live, subscribe } from "./live.ts";
import type { Change, Character, Credits, RateLimit, Synthesis } from "./types.ts";

/** The team's data. Each character has its own signal, so that only its card redraws when it changes. */
const characters = new Map<string, Signal<Character | null>>();

export const credits = signal<Credits | null>(null);
export const teamId = signal("");
export const teamName = signal("");
export const rateLimits = signal<readonly RateLimit[]>([]);
/** The last change of the team, for views that list characters and for the first steps. */
export const lastChange = signal<Change | null>(null);
/** The number of changes that were missed while disconnected and arrived after the last reconnection. */
export const caughtUp = signal(0);
/** Milliseconds after a reconnection during which a change counts as missed. */
const CATCH_UP_MS = 2_000;

/** The character with this id; null while it is not loaded, and when it is deleted. */
export function characterSignal(id: string): Signal<Character | null> {
  const known = characters.get(id) ?? signal<Character | null>(null);
  characters.set(id, known);
  return known;
}

/**
 * Stores a character from a response or an event. An event can arrive before an older response, so a lower version than
 * the stored one is dropped. With the same version, the newer progress of the synthesis is kept.
 */
export function applyCharacter(character: Character): void {
  const known = characterSignal(character.id);
  const before = known.value;
  if (before && before.version > character.version) return;
  const synthesis = before ? newerSynthesis(before.synthesis, character.synthesis) : character.synthesis;
  known.value = { ...character, synthesis };
}

/** Stores a synthesis from a progress event. */
function applySynthesis(characterId: string, synthesis: Synthesis): void {
  const known = characterSignal(characterId);
  const character = known.value;
  if (!character) return;
  known.value = { ...character, synthesis: newerSynthesis(character.synthesis, synthesis) };
}

/** Ids are ULIDs, so they sort by time. Of the same synthesis, the one with more progress is kept. */
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

/** Reads the team and follows its changes until the returned function is called. */
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

/** Follows the progress of one character's synthesis. */
export function followProgress(characterId: string): () => void {
  return subscribe<{ synthesisProgress: { synthesis: Synthesis } }>(
    PROGRESS,
    () => ({ characterId }),
    ({ synthesisProgress }) => applySynthesis(characterId, synthesisProgress.synthesis),
  );
}

/** Deletes all data, so that the next sign-in in this tab starts empty. */
export function clearStore(): void {
  characters.clear();
  credits.value = null;
  lastChange.value = null;
  teamName.value = "";
  teamId.value = "";
}
