import { expect, test } from "vitest";
import { ProviderFailure } from "../../src/providers/provider.ts";
import { afterFailure } from "../../src/worker/provider-failure.ts";
import { RequeueJob, type Run, SynthesisFailed } from "../../src/worker/run.ts";

const ATTEMPT = { synthesisId: "s", pose: "portrait", runner: "r", attempt: 1, seconds: 2 } as const;

/** The error that ends a run after this failure of a call, and what was logged. */
async function after(error: unknown, signal: AbortSignal) {
  const logged: { err: ProviderFailure; kind: string; attempt: number }[] = [];
  const app = {
    metrics: { providerCall: () => {} },
    logger: { warn: (fields: (typeof logged)[number]) => void logged.push(fields) },
    provider: { id: "fake", capabilities: { dedupes: false } },
  };
  const end = await afterFailure({ app, signal } as unknown as Run, ATTEMPT, error).catch((thrown: unknown) => thrown);
  return { end, logged };
}

test("requeues the job when the call was aborted with its run", async () => {
  const { end } = await after(new ProviderFailure("aborted", "aborted"), AbortSignal.abort());
  expect(end).toBeInstanceOf(RequeueJob);
});

test("keeps the cause of an unknown error in the log and in the error of the run", async () => {
  const cause = new TypeError("fetch failed");
  const { end, logged } = await after(cause, new AbortController().signal);
  expect(end).toBeInstanceOf(SynthesisFailed);
  expect(end).toMatchObject({ error: "provider_outcome_unknown", pose: "portrait", cause: { cause } });
  expect(logged).toMatchObject([{ kind: "outcome_unknown", attempt: 1, err: { cause } }]);
});
