import type { Mutant } from "./mutant.ts";

/** A mutant without any observable effect, identified by its line before and after, and the reason. */
export type Equivalent = Pick<Mutant, "file" | "before" | "after"> & { readonly reason: string };

/** Before you add an entry, try to simplify the code so that the mutant no longer exists. */
export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: "src/domain/limiter.ts",
    before: "const onAbort = () => giveUp(signal?.reason);",
    after: "const onAbort = () => giveUp(signal.reason);",
    reason: "only the signal calls this function, so the signal is defined",
  },
  {
    file: "src/domain/limiter.ts",
    before: "if (waitMs !== undefined && waitMs <= 0) throw late();",
    after: "if (true && waitMs <= 0) throw late();",
    reason: "undefined is not smaller than 0",
  },
  {
    file: "src/domain/limiter.ts",
    before: "const next = this.#slots === Number.POSITIVE_INFINITY ? entry : this.#nextInTurn();",
    after: "const next = false ? entry : this.#nextInTurn();",
    reason:
      "without a common limit, only the key that released the slot has waiting callers and room, so the search finds it",
  },
  {
    file: "src/operations/change-character.ts",
    before: 'return change(app, call, id, "update", (target) => characters.updateCharacter(target, changes));',
    after: 'return change(app, call, id, "", (target) => characters.updateCharacter(target, changes));',
    reason: "a character of any status can be changed, so the statement does not use the eligible statuses",
  },
  {
    file: "src/operations/change-character.ts",
    before: 'run: ({ app, call, input }) => change(app, call, input.id, "delete", characters.deleteCharacter),',
    after: 'run: ({ app, call, input }) => change(app, call, input.id, "", characters.deleteCharacter),',
    reason: "a character of any status can be deleted, so the statement does not use the eligible statuses",
  },
  {
    file: "src/rest/request.ts",
    before: 'const [date = ""] = values;',
    after: 'const [date = "Stryker was here!"] = values;',
    reason: "a header without a value is refused for not being a date, whatever stands in its place",
  },
  {
    file: "src/http/request.ts",
    before: "if (nameComes && top?.names) {",
    after: "if (nameComes && top.names) {",
    reason: "a name only comes after the brace or the comma of an open object or array",
  },
];

export const isEquivalent = (mutant: Mutant): boolean => EQUIVALENT.some((one) => names(one, mutant));

/** Entries that match no mutant of these files any more. The code has changed, so the list must change too. */
export const outdated = (files: ReadonlySet<string>, mutants: readonly Mutant[]): readonly Equivalent[] =>
  EQUIVALENT.filter((one) => files.has(one.file) && !mutants.some((mutant) => names(one, mutant)));

const names = (one: Equivalent, { file, before, after }: Mutant): boolean =>
  one.file === file && one.before === before && one.after === after;
