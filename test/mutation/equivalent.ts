import type { Mutant } from "./mutant.ts";

/** A mutant that changes nothing anybody could see, named by its line before and after, and the reason. */
export type Equivalent = Pick<Mutant, "file" | "before" | "after"> & { readonly reason: string };

/** Kept short: where code made a mutant equivalent for no reason, the code was made simpler instead. */
export const EQUIVALENT: readonly Equivalent[] = [
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

/** Entries about these files that name none of their mutants any more: the code has moved on, and the list must too. */
export const outdated = (files: ReadonlySet<string>, mutants: readonly Mutant[]): readonly Equivalent[] =>
  EQUIVALENT.filter((one) => files.has(one.file) && !mutants.some((mutant) => names(one, mutant)));

const names = (one: Equivalent, { file, before, after }: Mutant): boolean =>
  one.file === file && one.before === before && one.after === after;
