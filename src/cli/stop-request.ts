/**
 * Two signals within this time count as one, because npm forwards a signal that the terminal has already sent to all
 * processes.
 */
const ONE_SIGNAL_MS = 1_000;

/** A request to stop the process by SIGTERM or SIGINT. */
export type StopRequest = {
  /** Resolves to the name of the first signal. */
  readonly requested: Promise<NodeJS.Signals>;
  /** Aborted by the first signal. */
  readonly abort: AbortSignal;
};

/** Listens for SIGTERM and SIGINT. A second signal ends the process at once, as it does without a listener. */
export function listenForStopRequest(): StopRequest {
  const { promise: requested, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const controller = new AbortController();
  let firstAt: number | null = null;
  const listen = (signal: NodeJS.Signals) => {
    firstAt ??= performance.now();
    resolve(signal);
    controller.abort();
    if (performance.now() - firstAt < ONE_SIGNAL_MS) return;
    process.off("SIGTERM", listen).off("SIGINT", listen);
    process.kill(process.pid, signal);
  };
  process.on("SIGTERM", listen).on("SIGINT", listen);
  return { requested, abort: controller.signal };
}
