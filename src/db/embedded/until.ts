import { setTimeout } from "node:timers/promises";

/** How often a condition outside this process is looked at again, in milliseconds: well below what a person notices. */
const POLL_MS = 5;

/** Waits until the condition holds; false when it does not within the limit. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() >= end) return false;
    await setTimeout(POLL_MS);
  }
  return true;
}
