import { setTimeout as delay } from "node:timers/promises";
import { type ImageRequest, type ProviderCall, ProviderFailure, type ProviderImage } from "../provider.ts";
import { failureOfAnswer, jsonOf, type Reading } from "./failures.ts";
import { type Answer, callApi, downloadImage, type ImageSources, isCancelled } from "./http.ts";
import {
  capabilitiesOf,
  type FittedSize,
  fitSize,
  type ModelFamily,
  type OpenVendor,
  type VendorAccess,
  vendorSeed,
} from "./vendor.ts";

/** A vendor that immediately answers with the name of a job, which is then polled for its result. */
type QueueVendor = {
  readonly name: string;
  readonly family: ModelFamily;
  readonly isOwnError: Reading["isOwnError"];
  /** The header that carries the API key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts of the API besides that of the base URL, as in `ImageSources`. */
  readonly apiHosts: readonly string[];
  readonly deliveryHosts: readonly string[];
  /** The paid request for an image. */
  readonly submission: (order: JobOrder) => { url: string; headers?: Record<string, string>; body: object };
  /** Finds the job's name, which is all that polling needs, in the answer to that request; null when there is none. */
  readonly jobIn: (json: unknown) => string | null;
  /** The URL to poll. */
  readonly jobUrl: (job: string) => string;
  /** The job's short name for the log. */
  readonly jobId: (job: string) => string | null;
  readonly stateOf: (json: unknown) => JobState;
};

/** One image in the vendor's terms. */
export type JobOrder = {
  readonly prompt: string;
  readonly size: FittedSize;
  readonly seed: number;
  readonly references: readonly { readonly base64: string; readonly dataUri: string }[];
};

/** The longest job name in characters. The name is stored in the database, so a longer one is not accepted. */
const MAX_JOB_LENGTH = 2_000;

/** Opens a vendor whose jobs outlive a call. Once `remember` has resolved, a crash does not lose a paid image. */
export function openQueueVendor(access: VendorAccess, vendor: QueueVendor): OpenVendor {
  const own = new URL(access.baseUrl);
  const reading: Reading = { apiKey: access.apiKey, isOwnError: vendor.isOwnError };
  const sources: ImageSources = { own, deliveryHosts: [...vendor.deliveryHosts, ...access.imageHosts], headers: {} };
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
    const imageUrl = await waitForJob(vendor.jobUrl(job), signal, {
      ask: (url) => callApi(api, { url }, signal),
      stateOf: vendor.stateOf,
      reading,
    });
    const bytes = await downloadImage(imageUrl, sources, signal);
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

/**
 * The job that an earlier call remembered. If another vendor accepted it, it can't be polled, so its outcome is
 * unknown.
 */
function rememberedJob(text: string, vendorName: string): string {
  const [name, job] = text.split(" ");
  if (name === vendorName && job) return job;
  throw new ProviderFailure("outcome_unknown", "the job was accepted by another vendor");
}

/** The state of a job as reported by the vendor. */
export type JobState =
  | { readonly kind: "waiting" }
  /** The vendor does not know the job, or not yet. */
  | { readonly kind: "missing" }
  /** The job is over and its result is at another URL. `failed` means that it certainly made no image. */
  | { readonly kind: "result_at"; readonly url: string; readonly failed: boolean }
  | { readonly kind: "image"; readonly url: string }
  | { readonly kind: "no_image" }
  | { readonly kind: "rejected" }
  | { readonly kind: "failed" }
  /** The answer was not the vendor's JSON. */
  | { readonly kind: "unreadable" };

type Polling = {
  readonly ask: (url: string) => Promise<Answer>;
  readonly stateOf: (json: unknown) => JobState;
  readonly reading: Reading;
};

/** Pauses between polls, in ms. They are short at first, because the fastest models need about a second. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2_000;
const PAUSE_GROWTH = 1.4;
/** After this many polls in a row without a readable answer, about 10 s, the job is given up. */
const MAX_FAILED_POLLS = 10;
/** The same limit once the job is over. It is lower because the result no longer changes. */
const MAX_FAILED_POLLS_AT_END = 3;
/**
 * After this many polls in a row that do not find the job, it is given up. It is above 1 because a new job may not be
 * known to all of the vendor's servers at once.
 */
const MAX_MISSING = 5;

/**
 * Polls a job until it is over and returns the URL of its image. Polling is free, so failed polls are repeated. An
 * unknown outcome is `outcome_unknown`, never `not_sent`, because the job itself is paid for. Ends when `signal`
 * aborts.
 */
async function waitForJob(jobUrl: string, signal: AbortSignal, polling: Polling): Promise<string> {
  let end: Extract<JobState, { kind: "result_at" }> | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  let failedPolls = 0;
  let missing = 0;
  while (true) {
    const result = await poll(end?.url ?? jobUrl, signal, polling);
    if (result.kind === "image") return result.url;
    if (result.kind === "result_at" && !end) {
      end = result;
      continue;
    }
    const isFailedPoll = result.kind === "failed_poll" || result.kind === "result_at";
    failedPolls = isFailedPoll ? failedPolls + 1 : 0;
    missing = result.kind === "missing" ? missing + 1 : 0;
    if (missing >= MAX_MISSING) throw new ProviderFailure("outcome_unknown", "the vendor does not find the job");
    if (end?.failed && failedPolls >= MAX_FAILED_POLLS_AT_END) throw failed();
    if (failedPolls >= (end ? MAX_FAILED_POLLS_AT_END : MAX_FAILED_POLLS)) {
      throw new ProviderFailure("outcome_unknown", "polling the job failed too often");
    }
    await pause(result.kind === "failed_poll" ? Math.max(pauseMs, result.waitMs) : pauseMs, signal);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * PAUSE_GROWTH);
  }
}

const failed = () => new ProviderFailure("unusable", "the job ended without an image");

type PollResult =
  | Extract<JobState, { kind: "waiting" | "missing" | "result_at" | "image" }>
  | { readonly kind: "failed_poll"; readonly waitMs: number };

/** Polls once. Throws when the job has ended without an image or can no longer be polled. */
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
      throw new ProviderFailure("rejected", "the vendor refused the content of the job");
    case "failed":
      throw failed();
    case "no_image":
      throw new ProviderFailure("unusable", "the job succeeded without an image");
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

/** The failure of an aborted wait. The job continues at the vendor, and the worker that resumes it gets its image. */
function endOf(signal: AbortSignal): ProviderFailure {
  if (isCancelled(signal)) return new ProviderFailure("aborted", "the call was cancelled");
  return new ProviderFailure("outcome_unknown", "the job took too long");
}
