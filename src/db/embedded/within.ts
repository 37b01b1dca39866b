import { setTimeout } from "node:timers/promises";

/** The result of some work, or another one when the work fails or takes longer than the limit. */
export async function within<T>(limitMs: number, work: Promise<T>, otherwise: T): Promise<T> {
  return await Promise.race([work.catch(() => otherwise), setTimeout(limitMs, otherwise, { ref: false })]);
}
