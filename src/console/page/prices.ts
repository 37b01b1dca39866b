import { signal } from "@preact/signals";
import { send } from "./api/client.ts";
import { ESTIMATE } from "./api/documents.ts";
import type { PaidOperation } from "./api/types.ts";

/** Credits for each paid operation, read once after sign-in: they change only with the server's configuration. */
export const prices = signal<Partial<Record<PaidOperation, number>>>({});

export async function loadPrices(): Promise<void> {
  const operations: PaidOperation[] = [
    "RESYNTHESIZE_CHARACTER",
    "CREATE_CHARACTER",
    "REGENERATE_CHARACTER_REF",
    "CREATE_IMAGE",
  ];
  const entries = await Promise.all(
    operations.map(async (operation) => {
      const { estimate } = await send<{ estimate: { credits: number } }>(ESTIMATE, { operation });
      return [operation, estimate.credits] as const;
    }),
  );
  prices.value = Object.fromEntries(entries);
}
