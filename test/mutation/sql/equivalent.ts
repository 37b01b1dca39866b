/**
 * Mutants that change nothing anybody could see, by id, with the reason. Kept short: where code made a mutant
 * equivalent for no reason, the code was made simpler instead.
 */
export const EQUIVALENT: ReadonlyMap<string, string> = new Map([]);
