import { setTimeout as delay } from "node:timers/promises";
import { ProviderFailure } from "../failure.ts";
import type { ImageRequest, ProviderCall, ProviderImage } from "../provider.ts";
import { failureOfAnswer, jsonOf, type Reading } from "./failures.ts";
import { type Answer, callApi, downloadPicture, isCancelled, type PictureSources } from "./http.ts";
import {
  capabilitiesOf,
  type FittedSize,
  fitSize,
  type ModelFamily,
  type OpenVendor,
  type VendorAccess,
  vendorSeed,
} from "./vendor.ts";

/** A vendor that accepts a job at once, names it, and is polled for its result. */
type QueueVendor = {
  readonly name: string;
  readonly family: ModelFamily;
  readonly isOwnError: Reading["isOwnError"];
  /** The header that carries the API key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts of the API other than the base URL's, as in `PictureSources`. */
  readonly apiHosts: readonly string[];
  readonly deliveryHosts: readonly string[];
  /** The paid request for a picture. */
  readonly submission: (order: JobOrder) => { url: string; headers?: Record<string, string>; body: object };
  /** The job's name in the answer to that request: all that polling needs. Null when the answer has none. */
  readonly jobIn: (json: unknown) => string | null;
  /** The URL that is polled. */
  readonly jobUrl: (job: string) => string;
  /** The job's short name, for the log. */
  readonly jobId: (job: string) => string | null;
  readonly stateOf: (json: unknown) => JobState;
};

/** One picture in the vendor's terms. */
export type JobOrder = {
  readonly prompt: string;
  readonly size: FittedSize;
  readonly seed: number;
  readonly references: readonly { readonly base64: string; readonly dataUri: string }[];
};

/** Longest job name. It is stored in the database, so a longer one is not accepted. */
const MAX_JOB_LENGTH = 2_000;

/** Opens a vendor whose jobs outlive a call: once `remember` has resolved, a crash loses no paid picture. */
export function openQueueVendor(access: VendorAccess, vendor: QueueVendor): OpenVendor {
  const own = new URL(access.baseUrl);
  const reading: Reading = { apiKey: access.apiKey, isOwnError: vendor.isOwnError };
  const sources: PictureSources = { own, deliveryHosts: [...vendor.deliveryHosts, ...access.imageHosts], headers: {} };
  const api = { own, hosts: vendor.apiHosts, headers: vendor.headers };

  const submit = async (request: ImageRequest, call: ProviderCall): Promise<string> => {
    const { url, headers = {}, body } = vendor.submission(orderOf(vendor.family, request));
    const paid = { url, body, headers: { ...headers, "idempotency-key": call.key } };
    const answer = await callApi(api, paid, call.signal);
    const job = answer.status < 300 ? vendor.jobIn(jsonOf(answer)) : null;
    if (job === null || job.length > MAX_JOB_LENGTH) throw failureOfAnswer(answer, reading);
    await call.remember?.(`${vendor.name} ${job}`);
    return job;
  };
  const deliver = async (job: string, signal: AbortSignal): Promise<ProviderImage> => {
    const picture = await waitForJob(vendor.jobUrl(job), signal, {
      ask: (url) => callApi(api, { url }, signal),
      stateOf: vendor.stateOf,
      reading,
    });
    const bytes = await downloadPicture(picture, sources, signal);
    return { bytes, model: access.model, requestId: vendor.jobId(job) };
  };

  return {
    capabilities: capabilitiesOf(vendor.family, { dedupes: access.dedupes, resumable: true }),
    generate: async (request, call) => {
      const job = call.resume ? rememberedJob(call.resume, vendor.name) : await submit(request, call);
      return deliver(job, call.signal);
    },
  };
}

function orderOf(family: ModelFamily, request: ImageRequest): JobOrder {
  return {
    prompt: request.prompt,
    size: fitSize(family.sizing, request),
    seed: vendorSeed(request.seed),
    references: request.references.slice(0, family.maxReferences).map(({ bytes, mediaType }) => {
      const base64 = Buffer.from(bytes).toString("base64");
      return { base64, dataUri: `data:${mediaType};base64,${base64}` };
    }),
  };
}

/** The job that an earlier call remembered. A job of another vendor can't be polled, so its outcome is unknown. */
function rememberedJob(text: string, vendorName: string): string {
  const [name, job] = text.split(" ");
  if (name === vendorName && job) return job;
  throw new ProviderFailure("outcome_unknown", "the job was accepted by another vendor");
}

/** The state of a job, as the vendor reports it. */
export type JobState =
  | { readonly kind: "waiting" }
  /** The vendor does not know the job, or does not know it yet. */
  | { readonly kind: "missing" }
  /** The job is over and its result is at another URL. `failed`: it is known to have made no picture. */
  | { readonly kind: "result_at"; readonly url: string; readonly failed: boolean }
  | { readonly kind: "picture"; readonly url: string }
  | { readonly kind: "no_picture" }
  | { readonly kind: "rejected" }
  | { readonly kind: "failed" }
  /** Not the vendor's JSON. */
  | { readonly kind: "unreadable" };

type Polling = {
  readonly ask: (url: string) => Promise<Answer>;
  readonly stateOf: (json: unknown) => JobState;
  readonly reading: Reading;
};

/** Pauses between polls, in ms. They are short at first, because the fastest models take about a second. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;
const PAUSE_GROWTH = 1.4;
/** Polls in a row without a readable answer before the job is given up: about 10 s. */
const MAX_FAILED_POLLS = 10;
/** The same once the job is over: its result does not change any more. */
const MAX_FAILED_POLLS_AT_END = 3;
/** Polls in a row that do not find the job. A new job may reach the vendor's servers one after the other. */
const MAX_MISSING = 5;

/**
 * Polls a job until it is over and returns the URL of its picture. Polling costs nothing, so it is repeated. An unknown
 * outcome is `outcome_unknown`, never `not_sent`, because the job itself is paid. Ends when `signal` aborts.
 */
async function waitForJob(jobUrl: string, signal: AbortSignal, polling: Polling): Promise<string> {
  let end: Extract<JobState, { kind: "result_at" }> | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let failedPolls = 0;
  let missing = 0;
  while (true) {
    const result = await poll(end?.url ?? jobUrl, signal, polling);
    if (result.kind === "picture") return result.url;
    if (result.kind === "result_at" && !end) {
      end = result;
      continue;
    }
    const isFailedPoll = result.kind === "failed_poll" || result.kind === "result_at";
    failedPolls = isFailedPoll ? failedPolls + 1 : 0;
    missing = result.kind === "missing" ? missing + 1 : 0;
    if (missing >= MAX_MISSING) throw new ProviderFailure("outcome_unknown", "the vendor does not know the job");
    if (end?.failed && failedPolls >= MAX_FAILED_POLLS_AT_END) throw failed();
    if (failedPolls >= (end ? MAX_FAILED_POLLS_AT_END : MAX_FAILED_POLLS)) {
      throw new ProviderFailure("outcome_unknown", "the job can't be polled");
    }
    await pause(result.kind === "failed_poll" ? Math.max(pauseMs, result.waitMs) : pauseMs, signal);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * PAUSE_GROWTH);
  }
}

const failed = () => new ProviderFailure("unusable", "the job ended without a picture");

type PollResult =
  | Extract<JobState, { kind: "waiting" | "missing" | "result_at" | "picture" }>
  | { readonly kind: "failed_poll"; readonly waitMs: number };

/** Polls once. Throws when the job is over without a picture or can't be polled any more. */
async function poll(url: string, signal: AbortSignal, { ask, stateOf, reading }: Polling): Promise<PollResult> {
  let answer: Answer;
  try {
    answer = await ask(url);
  } catch (error) {
    return failedPollOrThrow(error, signal);
  }
  if (answer.status === 404) return { kind: "missing" };
  if (answer.status >= 300) return failedPollOrThrow(failureOfAnswer(answer, reading), signal);
  const state = stateOf(jsonOf(answer));
  switch (state.kind) {
    case "rejected":
      throw new ProviderFailure("rejected", "the job was refused for its content");
    case "failed":
      throw failed();
    case "no_picture":
      throw new ProviderFailure("unusable", "the job succeeded without a picture");
    case "unreadable":
      return { kind: "failed_poll", waitMs: 0 };
    default:
      return state;
  }
}

function failedPollOrThrow(error: unknown, signal: AbortSignal): PollResult {
  if (signal.aborted) throw endOf(signal);
  const passes = error instanceof ProviderFailure && (error.kind === "not_sent" || error.kind === "outcome_unknown");
  if (!passes) throw error;
  return { kind: "failed_poll", waitMs: (error.retryAfterSeconds ?? 0) * 1_000 };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {
    throw endOf(signal);
  });
}

/** How an aborted wait ends. The job continues at the vendor, and the worker that resumes it gets its picture. */
function endOf(signal: AbortSignal): ProviderFailure {
  if (isCancelled(signal)) return new ProviderFailure("aborted", "the call was cancelled");
  return new ProviderFailure("outcome_unknown", "the job took too long");
}
