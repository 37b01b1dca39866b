import type { AppContext } from "../context.ts";
import type { Balance } from "../domain/credits.ts";
import type { Call } from "../domain/principal.ts";
import { cancellableStream } from "../domain/stream.ts";
import { takeWatchToken } from "./watch-token.ts";

/** Before every entry, so that the present balance is told first. */
const BEFORE_ALL = -1;

/**
 * The caller's team's credits: as they are, then whenever its ledger has grown; what happens at the same time is told as
 * one. Throws `CallError` rate_limit_exceeded.
 */
export function watchBalance(app: AppContext, call: Call): AsyncGenerator<Balance, void> {
  takeWatchToken(app, call);
  const { teamId } = call.principal;
  return cancellableStream((signal, sink) => app.feed.balance({ id: teamId, teamId }, BEFORE_ALL, signal, sink));
}
