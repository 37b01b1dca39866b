import { type Character, POSES, type Run, type State } from "./state.ts";

/** The provider delivers everything. False when the synthesis had already ended. */
export function succeed(state: State, index: number): boolean {
  const run = state.runs[index];
  if (run?.status !== "running") return false;
  run.status = "succeeded";
  const team = state.teams[run.team];
  team.held -= run.price;
  team.total -= run.price;
  team.openRuns -= 1;
  team.entries.capture += 1;
  if (run.kind === "image" || run.character === null) return true;
  const character = known(state, run.character);
  const base = character.sets[(character.set ?? 0) - 1];
  const made = (pose: string, position: number) =>
    run.pose === null || run.pose === pose ? `${index}:${pose}` : (base?.[position] ?? "");
  character.sets.push(POSES.map(made));
  change(state, character, {
    status: team.autoSave ? "ready" : "reviewing",
    error: null,
    set: character.sets.length,
  });
  return true;
}

/** The synthesis ends without its images. False when it had already ended. */
export function fail(state: State, index: number, error: string): boolean {
  const run = state.runs[index];
  if (run?.status !== "running") return false;
  end(state, run, "failed");
  if (run.kind !== "image" && run.character !== null) {
    change(state, known(state, run.character), { status: "failed", error });
  }
  return true;
}

export function end(state: State, run: Run, status: "failed" | "cancelled"): void {
  run.status = status;
  const team = state.teams[run.team];
  team.held -= run.price;
  team.openRuns -= 1;
  team.entries.release += 1;
}

export function grant(state: State, team: 0 | 1, amount: number): void {
  state.teams[team].total += amount;
  state.teams[team].entries.grant += 1;
}

export function change(state: State, character: Character, options: Partial<Omit<Character, "sets" | "team">>): void {
  Object.assign(character, options);
  character.version += 1;
  character.updatedAt = state.now;
  state.teams[character.team].events += 1;
}

export function living(state: State, team: 0 | 1, index: number): Character | null {
  const character = state.characters[index];
  return character && character.team === team && character.status !== "deleted" ? character : null;
}

export function known(state: State, index: number): Character {
  const character = state.characters[index];
  if (!character) throw new Error(`no character ${index}`);
  return character;
}
