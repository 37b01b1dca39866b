import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { CharacterChange } from "../domain/snapshots.ts";

/**
 * The character's changes: without `after` first its present state (`snapshot`), then each change once, in version
 * order; with it, every change since. Ends after `deleted`. Throws `CallError` resource_not_found (unknown, foreign,
 * long deleted), value_out_of_range (`after` beyond the present version), rate_limit_exceeded.
 */
export async function watchCharacter(
  _app: AppContext,
  _call: Call,
  _input: { readonly id: string; readonly after: number | null },
): Promise<AsyncGenerator<CharacterChange, void>> {
  throw new Error("not written yet");
}
