import { ProviderFailure } from "../../failure.ts";
import { failureOfAnswer, failureOfBreak, isCalledOff, type Reading } from "../failure-table.ts";
import { jsonOf } from "./answer-facts.ts";
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
 * Puts the picture of a successful answer where the library looks for it; returns the same value when it is there.
 * `download` reads a picture's URL by the rules of `downloadPicture`.
 */
export type InlinePicture = (json: unknown, download: (url: string) => Promise<Buffer>) => Promise<unknown>;

type Wire = {
  readonly sources: PictureSources;
  readonly reading: Reading;
  readonly inlinePicture?: InlinePicture | undefined;
};

/**
 * A `fetch` that sends exactly one paid request, reads at most 20 MB of its answer, follows no redirect, and refuses
 * every other request. It remembers what happened, so that a failure is read from the wire and not from how a library
 * words it.
 */
export function guardedFetch({ sources, reading, inlinePicture }: Wire, signal: AbortSignal): GuardedFetch {
  let paid = false;
  let answer: Answer | null = null;
  let failure: ProviderFailure | null = null;

  const pay = async (url: URL, init: RequestInit): Promise<Answer> => {
    if (paid || init.method !== "POST") {
      throw new ProviderFailure("outcome_unknown", "a request beside the paid one was about to be sent");
    }
    paid = true;
    const form = new Response(init.body ?? null);
    const headers = { ...Object.fromEntries(form.headers), ...Object.fromEntries(new Headers(init.headers)) };
    const body = new Uint8Array(await form.arrayBuffer());
    answer = await exchange({ url, method: "POST", headers, body }, signal);
    return answer;
  };
  const bodyWithPicture = async (paidFor: Answer): Promise<Buffer> => {
    if (!inlinePicture || paidFor.status >= 300) return paidFor.bytes;
    const json = jsonOf(paidFor);
    const inlined = await inlinePicture(json, (url) => downloadPicture(url, sources, signal));
    return inlined === json ? paidFor.bytes : Buffer.from(JSON.stringify(inlined));
  };

  return {
    answer: () => answer,
    failure: (thrown) => {
      if (failure) return failure;
      if (isCalledOff(signal)) return new ProviderFailure("aborted", "we called it off");
      if (hasCause(thrown, "InvalidCharacterError")) return new ProviderFailure("unusable", "the picture is no base64");
      if (answer) return failureOfAnswer(answer, reading);
      return new ProviderFailure("unavailable", "the request could not be made: check model and settings");
    },
    fetch: async (input, init = {}) => {
      try {
        const paidFor = await pay(new URL(input instanceof Request ? input.url : input), init);
        const { status, headers } = paidFor;
        const empty = [101, 204, 205, 304].includes(status);
        const body = empty ? null : new Uint8Array(await bodyWithPicture(paidFor));
        return new Response(body, { status, headers });
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

/** Whether an error or one of its causes has this name: the library decodes base64 itself. */
function hasCause(thrown: unknown, name: string): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error.name === name) return true;
  }
  return false;
}
