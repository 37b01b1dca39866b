import { z } from "zod";
import type { Outcome } from "../domain/refusals.ts";
import { parseInput } from "../operations/input.ts";

const empty = z.strictObject({});

/** For calls that take no body: absent or `{}` is fine, a member is refused by its name. */
export function noBody(body: unknown): Outcome<Record<string, never>> {
  return parseInput(empty, body);
}
