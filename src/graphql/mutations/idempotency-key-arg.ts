import { builder } from "../builder.ts";
import type { GraphqlContext } from "../context.ts";

/** The argument that makes a mutation a keyed one: its name is how limits and the header rules know such a field. */
export const keyArgs = builder.args((t) => ({
  idempotencyKey: t.string({
    description:
      "Makes the call safe to send again: the same key with the same arguments replays the first answer, takes no " +
      "token and costs nothing. 1–256 characters, none of them a control character. Team-wide, also over REST.",
  }),
}));

/** The key that counts: the argument's, else the header's. */
export function keyOf(context: GraphqlContext, args: { idempotencyKey?: string | null | undefined }): string | null {
  return args.idempotencyKey ?? context.header.key;
}
