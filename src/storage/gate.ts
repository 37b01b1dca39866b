/** Runs at most `slots` pieces of work at a time, the others in the order of their calls. */
export function createGate(slots: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = slots;

  return async function run(work) {
    if (free > 0) free -= 1;
    else await new Promise<void>((admit) => waiting.push(admit));
    try {
      return await work();
    } finally {
      // A slot goes straight to the next in line, so that no newcomer overtakes it.
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
