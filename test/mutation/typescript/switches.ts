/** The object in which Stryker's switches read which mutant is active, and record which were reached. */
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

/** The switches of this process. The object never changes, because every module keeps a reference to it. */
export function switches(): Switches {
  const place = globalThis as { __stryker__?: Switches };
  place.__stryker__ ??= { mutantCoverage: { static: {}, perTest: {} } };
  return place.__stryker__;
}
