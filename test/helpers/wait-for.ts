/** Waits until `look` returns a truthy value, polling every few milliseconds. Fails with `what` after `expiresInMs`. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  expiresInMs = 15_000,
): Promise<T> {
  const until = performance.now() + expiresInMs;
  while (true) {
    const found = await look();
    if (found) return found;
    if (performance.now() > until) throw new Error(`waited ${expiresInMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
