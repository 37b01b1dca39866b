import type { CharacterChange, ProgressStep } from "../domain/snapshots.ts";

/** What can be watched: the changes of one character, of a whole team, or the steps of one synthesis. */
export type Feed = {
  /** Every change after `after`, in version order, each once; ends never by itself. */
  readonly character: (id: string, after: number) => AsyncGenerator<CharacterChange, void>;
  /** Every change of the team after position `after`. */
  readonly team: (id: string, after: number) => AsyncGenerator<CharacterChange, void>;
  /** Every step of a synthesis after `after`. */
  readonly progress: (synthesisId: string, after: number) => AsyncGenerator<ProgressStep, void>;
  /** Looks for news now. */
  readonly wake: () => void;
  /** Ends every stream. */
  readonly stop: () => void;
};
