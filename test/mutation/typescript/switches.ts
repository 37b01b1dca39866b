/** Where Stryker's switches look which mutant is on, and note which were passed. */
export type Switches = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  readonly mutantCoverage: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
};

/** The process's switches; the object stays the same, since every module keeps it. */
export function switches(): Switches {
  const place = globalThis as { __stryker__?: Switches };
  place.__stryker__ ??= { mutantCoverage: { static: {}, perTest: {} } };
  return place.__stryker__;
}
