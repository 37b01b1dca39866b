import { setTimeout as delay } from "node:timers/promises";
import { ProviderFailure } from "../failure.ts";
import { failureOfAnswer, isCalledOff, type Reading } from "./failure-table.ts";
import { jsonOf } from "./http/answer-facts.ts";
import type { Answer } from "./http/exchange.ts";

/** What a vendor says of a job. */
export type JobState =
  | { readonly kind: "waiting" }
  /** The vendor does not know it (yet, right after it was taken on). */
  | { readonly kind: "missing" }
  /** It is over, and its end is told at another URL; `failed` when it is known to have brought no picture. */
  | { readonly kind: "told_at"; readonly url: string; readonly failed: boolean }
  | { readonly kind: "picture"; readonly url: string }
  | { readonly kind: "no_picture" }
  | { readonly kind: "rejected" }
  | { readonly kind: "failed" }
  /** Not the vendor's JSON. */
  | { readonly kind: "unreadable" };

export type Asking = {
  readonly ask: (url: string) => Promise<Answer>;
  readonly stateOf: (json: unknown) => JobState;
  readonly reading: Reading;
};

/** Pauses between questions, in ms: short at first, since the fastest models take about a second. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;
const PAUSE_GROWTH = 1.4;
/** Questions in a row without an understandable answer: about 10 s, then we lose sight of the job. */
const MAX_VAIN_QUESTIONS = 10;
/** The same once the job is over: what is told then does not change any more. */
const MAX_VAIN_AT_THE_END = 3;
/** A vendor's servers may learn of a new job one after the other. */
const MAX_MISSING = 5;

/**
 * Asks for a job until it is over; returns the URL of its picture. Asking bills nothing, so it is repeated. Whatever
 * stays unknown is `outcome_unknown`, never `not_sent`: the job itself is paid. Ends when `signal` aborts.
 */
export async function waitForJob(jobUrl: string, signal: AbortSignal, asking: Asking): Promise<string> {
  let end: Extract<JobState, { kind: "told_at" }> | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let vain = 0;
  let missing = 0;
  while (true) {
    const told = await question(end?.url ?? jobUrl, signal, asking);
    if (told.kind === "picture") return told.url;
    if (told.kind === "told_at" && !end) {
      end = told;
      continue;
    }
    const isVain = told.kind === "vain" || told.kind === "told_at";
    vain = isVain ? vain + 1 : 0;
    missing = told.kind === "missing" ? missing + 1 : 0;
    if (missing >= MAX_MISSING) throw new ProviderFailure("outcome_unknown", "the vendor does not know the job");
    if (end?.failed && vain >= MAX_VAIN_AT_THE_END) throw failed();
    if (vain >= (end ? MAX_VAIN_AT_THE_END : MAX_VAIN_QUESTIONS)) {
      throw new ProviderFailure("outcome_unknown", "the job can't be asked for");
    }
    await pause(told.kind === "vain" ? Math.max(pauseMs, told.waitMs) : pauseMs, signal);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * PAUSE_GROWTH);
  }
}

const failed = () => new ProviderFailure("unusable", "the job ended without a picture");

type Told =
  | Extract<JobState, { kind: "waiting" | "missing" | "told_at" | "picture" }>
  | { readonly kind: "vain"; readonly waitMs: number };

/** One question. Throws when the job is over without a picture, or can't be asked for any more. */
async function question(url: string, signal: AbortSignal, { ask, stateOf, reading }: Asking): Promise<Told> {
  let answer: Answer;
  try {
    answer = await ask(url);
  } catch (error) {
    return vainOrThrow(error, signal);
  }
  if (answer.status === 404) return { kind: "missing" };
  if (answer.status >= 300) return vainOrThrow(failureOfAnswer(answer, reading), signal);
  const state = stateOf(jsonOf(answer));
  switch (state.kind) {
    case "rejected":
      throw new ProviderFailure("rejected", "the job was refused for its content");
    case "failed":
      throw failed();
    case "no_picture":
      throw new ProviderFailure("unusable", "the job succeeded without a picture");
    case "unreadable":
      return { kind: "vain", waitMs: 0 };
    default:
      return state;
  }
}

function vainOrThrow(error: unknown, signal: AbortSignal): Told {
  if (signal.aborted) throw endOf(signal);
  const passes = error instanceof ProviderFailure && (error.kind === "not_sent" || error.kind === "outcome_unknown");
  if (!passes) throw error;
  return { kind: "vain", waitMs: (error.retryAfterSeconds ?? 0) * 1_000 };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {
    throw endOf(signal);
  });
}

/** The job goes on at the vendor's, and whoever resumes it gets its picture. */
function endOf(signal: AbortSignal): ProviderFailure {
  if (isCalledOff(signal)) return new ProviderFailure("aborted", "we called it off");
  return new ProviderFailure("outcome_unknown", "the job took too long");
}
