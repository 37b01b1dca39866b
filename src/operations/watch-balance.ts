import { z } from "zod";
import type { Balance } from "../domain/credits.ts";
import { ok } from "../domain/refusals.ts";
import { cancellableStream } from "../domain/stream.ts";
import { defineOperation } from "./operation.ts";

/** Before every entry, so that the present balance comes first. */
const BEFORE_ALL = -1;

/**
 * Streams the credits of the caller's team: as they are now, then whenever its ledger has grown. Changes at the same
 * time can come as one.
 */
export const watchBalance = defineOperation({
  name: "watch_balance",
  scope: "read",
  bucket: null,
  idempotent: false,
  refusals: [],
  input: z.strictObject({}),
  run: async ({ app, call }) => {
    const { teamId } = call.principal;
    return ok(
      cancellableStream<Balance>((signal, sink) => app.feed.balance({ id: teamId, teamId }, BEFORE_ALL, signal, sink)),
    );
  },
});
