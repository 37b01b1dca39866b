import { ProviderFailure } from "../../failure.ts";
import { failureOfAnswer, failureOfBreak, isCalledOff, type Reading } from "../failure-table.ts";
import { downloadPicture, type PictureSources } from "./download.ts";
import { type Answer, BrokenExchange, exchange } from "./exchange.ts";

/** The wire of one provider call, handed to a client library in place of `fetch`. */
export type GuardedFetch = {
  readonly fetch: typeof globalThis.fetch;
  /** The answer to the paid request; null while there is none. */
  readonly answer: () => Answer | null;
  /** Why the call brought no picture, once the library has thrown. */
  readonly failure: (thrown: unknown) => ProviderFailure;
};

/**
 * A `fetch` that sends exactly one paid request, reads at most 20 MB of its answer, follows no redirect, and takes
 * pictures from allowed places only. It remembers what happened, so that a failure is read from the wire and not from
 * how a library words it.
 */
export function guardedFetch(sources: PictureSources, reading: Reading, signal: AbortSignal): GuardedFetch {
  let paid = false;
  let answer: Answer | null = null;
  let failure: ProviderFailure | null = null;

  const pay = async (url: URL, init: RequestInit): Promise<Answer> => {
    if (paid) throw new ProviderFailure("outcome_unknown", "a second paid request was about to be sent");
    paid = true;
    const form = new Response(init.body ?? null);
    const headers = { ...Object.fromEntries(form.headers), ...Object.fromEntries(new Headers(init.headers)) };
    const body = new Uint8Array(await form.arrayBuffer());
    answer = await exchange({ url, method: "POST", headers, body }, signal);
    return answer;
  };

  return {
    answer: () => answer,
    failure: (thrown) => {
      if (failure) return failure;
      if (isCalledOff(signal)) return new ProviderFailure("aborted", "we called it off");
      if (hasCause(thrown, "AI_DownloadError")) return new ProviderFailure("unusable", "a forbidden picture address");
      if (hasCause(thrown, "InvalidCharacterError")) return new ProviderFailure("unusable", "the picture is no base64");
      if (answer) return failureOfAnswer(answer, reading);
      return new ProviderFailure("unavailable", "the request could not be made: check model and settings");
    },
    fetch: async (input, init = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      try {
        if (init.method !== "POST")
          return new Response(new Uint8Array(await downloadPicture(url.href, sources, signal)));
        const { status, headers, bytes } = await pay(url, init);
        const empty = [101, 204, 205, 304].includes(status);
        return new Response(empty ? null : new Uint8Array(bytes), { status, headers });
      } catch (error) {
        failure ??= asFailure(error, signal);
        throw failure;
      }
    },
  };
}

function asFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (error instanceof ProviderFailure) return error;
  if (error instanceof BrokenExchange) return failureOfBreak(error, isCalledOff(signal));
  return new ProviderFailure("outcome_unknown", "the call broke in an unknown way");
}

/** The library refuses some picture URLs before it asks us for them, and decodes base64 itself. */
function hasCause(thrown: unknown, name: string): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error.name === name) return true;
  }
  return false;
}
