import { ProviderFailure } from "../failure.ts";
import type { ImageRequest, ProviderCall, ProviderImage } from "../provider.ts";
import { failureOfAnswer, type Reading } from "./failure-table.ts";
import { jsonOf } from "./http/answer-facts.ts";
import { callApi } from "./http/call-api.ts";
import { downloadPicture, type PictureSources } from "./http/download.ts";
import { type FittedSize, fitSize } from "./models/fit-size.ts";
import { capabilitiesOf, type ModelFamily, vendorSeed } from "./models/model-family.ts";
import type { OpenVendor, VendorAccess } from "./vendor.ts";
import { type JobState, waitForJob } from "./wait-for-job.ts";

/** A vendor that takes on a job at once, names it, and is asked for its end. */
export type QueueVendor = {
  readonly name: string;
  readonly family: ModelFamily;
  readonly isOwnError: Reading["isOwnError"];
  /** The key, as the vendor wants it. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts of the API other than the base URL's, as in `PictureSources`. */
  readonly apiHosts: readonly string[];
  readonly deliveryHosts: readonly string[];
  /** The paid request for a picture. */
  readonly submission: (order: JobOrder) => { url: string; headers?: Record<string, string>; body: object };
  /** What an answer to it calls the job: all that is needed to ask for it; null when it names none. */
  readonly jobIn: (json: unknown) => string | null;
  /** Where a job is asked for. */
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

/** A job's name is kept in the database; whatever is longer names none. */
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
      const job = call.resume ? remembered(call.resume, vendor.name) : await submit(request, call);
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

/** The job that an earlier call remembered; one of another vendor can't be asked for, whatever became of it. */
function remembered(text: string, vendorName: string): string {
  const [name, job] = text.split(" ");
  if (name === vendorName && job) return job;
  throw new ProviderFailure("outcome_unknown", "the job was taken on by another vendor");
}
