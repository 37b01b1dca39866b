import { signal } from "@preact/signals";
import { send } from "./api/client.ts";
import { PRICES } from "./api/documents.ts";
import type { PaidOperation } from "./api/types.ts";

/**
 * The price of each paid operation in credits. Read once after sign-in, because it changes only with the configuration.
 */
export const prices = signal<Partial<Record<PaidOperation, number>>>({});

export async function loadPrices(): Promise<void> {
  const answer = await send<Record<PaidOperation, { credits: number }>>(PRICES);
  const entries = Object.entries(answer).map(([operation, { credits }]) => [operation, credits] as const);
  prices.value = Object.fromEntries(entries);
}
