import { ProviderFailure } from "../failure.ts";
import type { ImageRequest, ProviderCall, ProviderImage } from "../provider.ts";
import { failureOfAnswer, failureOfBreak, isCalledOff, type Reading } from "./failure-table.ts";
import { jsonOf, requestIdOf } from "./http/answer-facts.ts";
import { downloadPicture } from "./http/download.ts";
import { type Answer, BrokenExchange, exchange } from "./http/exchange.ts";
import { fitSize, type FittedSize } from "./models/fit-size.ts";
import { capabilitiesOf, type ModelFamily, vendorSeed } from "./models/model-family.ts";
import { type JobState, waitForJob } from "./wait-for-job.ts";
import type { OpenVendor, VendorAccess } from "./vendor.ts";

/** A vendor that takes on a job at once, names it, and is asked for its end. */
export type QueueVendor<F extends ModelFamily = ModelFamily> = {
  readonly name: string;
  readonly family: F;
  readonly isOwnError: Reading["isOwnError"];
  /** What makes a request ours. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts other than the base URL's that may get those headers, as in `PictureSources`. */
  readonly apiHosts: readonly string[];
  readonly deliveryHosts: readonly string[];
  readonly submission: (order: JobOrder<F>) => { url: string; headers?: Record<string, string>; body: object };
  /** The job's name in the answer to a submission, from which alone it can be asked for; null when there is none. */
  readonly jobIn: (json: unknown) => string | null;
  /** Where a job is asked for. */
  readonly jobUrl: (job: string) => string;
  readonly stateOf: (json: unknown) => JobState;
};

/** One picture in the vendor's terms; references as base64. */
export type JobOrder<F extends ModelFamily = ModelFamily> = {
  readonly access: VendorAccess;
  readonly family: F;
  readonly prompt: string;
  readonly size: FittedSize;
  readonly seed: number;
  readonly references: readonly { readonly base64: string; readonly dataUri: string }[];
};

/** Opens a vendor whose jobs outlive a call: a crash after `remember` loses no paid picture. */
export function openQueueVendor<F extends ModelFamily>(access: VendorAccess, vendor: QueueVendor<F>): OpenVendor {
  return {
    capabilities: capabilitiesOf(vendor.family, { dedupes: access.dedupes, resumable: true }),
    generate: async (request, call) => {
      const job = call.resume ? resumed(call.resume, vendor) : await submit(access, vendor, request, call);
      if (!call.resume) await call.remember?.(`${vendor.name} ${job}`);
      return fetchJob(access, vendor, job, call.signal);
    },
  };
}

/** Sends the paid request; returns the job's name. */
async function submit<F extends ModelFamily>(
  access: VendorAccess,
  vendor: QueueVendor<F>,
  request: ImageRequest,
  call: ProviderCall,
): Promise<string> {
  const order = orderOf(access, vendor.family, request);
  const { url, headers = {}, body } = vendor.submission(order);
  const answer = await send(url, "POST", vendor, call.signal, {
    headers: { ...headers, "content-type": "application/json", "idempotency-key": call.key },
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  const job = answer.status < 300 ? vendor.jobIn(jsonOf(answer)) : null;
  if (job === null) throw failureOfAnswer(answer, { apiKey: access.apiKey, isOwnError: vendor.isOwnError });
  return job;
}

function orderOf<F extends ModelFamily>(access: VendorAccess, family: F, request: ImageRequest): JobOrder<F> {
  return {
    access,
    family,
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
function resumed(remembered: string, vendor: QueueVendor<never>): string {
  const [name, job] = remembered.split(" ");
  if (name === vendor.name && job) return job;
  throw new ProviderFailure("outcome_unknown", "the job was taken on by another vendor");
}

async function fetchJob(
  access: VendorAccess,
  vendor: QueueVendor<never>,
  job: string,
  signal: AbortSignal,
): Promise<ProviderImage> {
  const own = new URL(access.baseUrl);
  let last: Answer | null = null;
  const picture = await waitForJob(vendor.jobUrl(job), signal, {
    ask: async (url) => {
      last = await send(url, "GET", vendor, signal, { own });
      return last;
    },
    stateOf: vendor.stateOf,
    reading: { apiKey: access.apiKey, isOwnError: vendor.isOwnError },
  });
  const sources = { own, deliveryHosts: vendor.deliveryHosts, headers: {} };
  const bytes = await downloadPicture(picture, sources, signal);
  const requestId = (last && requestIdOf(last, access.apiKey)) ?? null;
  return { bytes, model: access.model, requestId };
}
