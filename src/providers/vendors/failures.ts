import { ProviderFailure, type ProviderFailureKind } from "../provider.ts";
import type { Answer } from "./http.ts";

/** What the classification of an answer depends on besides the answer. */
export type Reading = {
  readonly apiKey: string | null;
  /** Whether JSON is an error document of the vendor itself, not of a proxy in between. */
  readonly isOwnError: (json: unknown) => boolean;
};

type FailedAnswer = {
  readonly status: number;
  readonly codes: ReadonlySet<string>;
  readonly retryAfterSeconds: number | null;
  readonly ownError: boolean;
};

type Row = {
  readonly is: (failed: FailedAnswer) => boolean;
  readonly kind: ProviderFailureKind;
  readonly message: string;
};

/** Codes for refused content from OpenAI and compatible servers, fal, Black Forest Labs and Gemini. */
const MODERATION = [
  "moderationblocked",
  "moderationflagged",
  "contentpolicyviolation",
  "contentpolicy",
  "contentfilter",
  "contentmoderated",
  "requestmoderated",
  "responsibleaipolicyviolation",
  "safetyviolation",
  "promptblocked",
  "nsfw",
  "safety",
  "imagesafety",
  "prohibitedcontent",
  "imageprohibitedcontent",
  "blocklist",
  "spii",
  "recitation",
  "imagerecitation",
];

/**
 * Codes for an account that can't pay or has used up its quota. Waiting does not help, so the call is not repeated.
 */
const QUOTA = [
  "insufficientquota",
  "quotaexceeded",
  "insufficientcredits",
  "insufficientbalance",
  "insufficientfunds",
  "exhaustedbalance",
  "paymentrequired",
  "billinghardlimitreached",
  "billinglimitreached",
  "billingnotactive",
  "accountdeactivated",
];

/**
 * Classifies an answer without an image; the first matching row applies. A 408 is the vendor's own timeout, and a 409
 * means that a request with the same idempotency key is still running. A server that dedupes can be called again.
 */
const ROWS: readonly Row[] = [
  {
    is: ({ status, codes }) => status < 500 && has(codes, MODERATION),
    kind: "rejected",
    message: "the vendor refused the content",
  },
  {
    is: ({ status, codes }) => status >= 400 && has(codes, QUOTA),
    kind: "unavailable",
    message: "the account's quota or credit is used up",
  },
  {
    is: ({ status }) => [401, 402, 403].includes(status),
    kind: "unavailable",
    message: "the vendor refused the API key or account",
  },
  {
    is: ({ status, codes }) => status >= 400 && [...codes].some(isDailyQuota),
    kind: "unavailable",
    message: "the daily quota is used up",
  },
  { is: ({ status }) => status === 429, kind: "not_sent", message: "too many requests" },
  {
    is: ({ status, ownError, retryAfterSeconds: after }) => status === 503 && (ownError || after !== null),
    kind: "not_sent",
    message: "the vendor is busy",
  },
  { is: ({ status }) => status >= 500, kind: "outcome_unknown", message: "the vendor answered with a server error" },
  {
    is: ({ status }) => [408, 409, 499].includes(status),
    kind: "outcome_unknown",
    message: "the vendor timed out or is still working on the request",
  },
  {
    is: ({ status }) => status >= 400,
    kind: "unavailable",
    message: "the vendor refused the request: check IMAGE_MODEL and the settings",
  },
  {
    is: ({ status }) => status >= 300,
    kind: "unavailable",
    message: "the vendor answered with a redirect: check IMAGE_PROVIDER_BASE_URL",
  },
  { is: () => true, kind: "outcome_unknown", message: "the answer contains no image or is not the vendor's JSON" },
];

const has = (codes: ReadonlySet<string>, known: readonly string[]) => known.some((code) => codes.has(code));

/** Whether Google's name of a used-up quota (`GenerateRequestsPerDayPerProjectPerModel`) is that of a daily one. */
const isDailyQuota = (code: string) => code.includes("perday");

/** Classifies an answer, of any status, that contains no image. */
export function failureOfAnswer(answer: Answer, reading: Reading): ProviderFailure {
  const json = jsonOf(answer);
  const failed: FailedAnswer = {
    status: answer.status,
    codes: codesIn(json),
    retryAfterSeconds: retryAfterSeconds(answer, json),
    ownError: reading.isOwnError(json),
  };
  const row = ROWS.find(({ is }) => is(failed));
  if (!row) throw new Error("the last row must match every answer");
  return new ProviderFailure(row.kind, `${row.message} (status ${failed.status})`, {
    requestId: requestIdOf(answer, reading.apiKey),
    ...(failed.retryAfterSeconds === null ? {} : { retryAfterSeconds: failed.retryAfterSeconds }),
  });
}

/** The longest pause accepted from a vendor, in seconds. */
const MAX_RETRY_AFTER_SECONDS = 86_400;

/** Members in which vendors put error codes. Other members are ignored, because they may repeat the prompt. */
const CODE_MEMBERS = new Set([
  "code",
  "type",
  "status",
  "reason",
  "error_type",
  "finishReason",
  "blockReason",
  "quotaId",
]);

/** Error objects are small, so the search for codes stops after this many values. */
const MAX_NODES = 500;
const MAX_CODE_LENGTH = 100;

/** Headers in which vendors send their request id. */
const REQUEST_ID_HEADERS = ["x-request-id", "request-id", "x-fal-request-id", "x-goog-request-id", "cf-ray"];

/** The answer as JSON, or undefined when it is not JSON. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Reads a member of a value of unknown type; undefined when it has none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function textMember(value: unknown, name: string): string | null {
  const found = member(value, name);
  return typeof found === "string" && found !== "" ? found : null;
}

/** Every code in an answer, in lower case without punctuation: `insufficient_quota` → `insufficientquota`. */
function codesIn(json: unknown): ReadonlySet<string> {
  const codes = new Set<string>();
  const open: unknown[] = [json];
  for (let seen = 0; open.length > 0 && seen < MAX_NODES; seen += 1) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    for (const [name, value] of Object.entries(node).slice(0, MAX_NODES)) {
      if (typeof value === "object" && name !== "input") open.push(value);
      const isCode = CODE_MEMBERS.has(name) || name === "error";
      if (isCode && typeof value === "string" && value.length <= MAX_CODE_LENGTH) codes.add(normal(value));
      // Gemini's reason for refusing a prompt can have any name, also `OTHER`.
      if (name === "blockReason") codes.add("promptblocked");
    }
  }
  return codes;
}

const normal = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Seconds that the vendor asks to wait, from a header or its JSON; null when there is no readable value. */
function retryAfterSeconds(answer: Answer, json: unknown): number | null {
  const header = answer.headers["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(header)) return bounded(Number(header));
  const until = Date.parse(header);
  const now = Date.parse(answer.headers.date ?? "");
  if (/[a-z]/i.test(header) && Number.isFinite(until) && Number.isFinite(now)) return bounded((until - now) / 1000);
  const milliseconds = answer.headers["retry-after-ms"] ?? "";
  if (/^\d+$/.test(milliseconds)) return bounded(Number(milliseconds) / 1000);
  return retryAfterInJson(json);
}

/** Replicate sends `retry_after` or a sentence; Google sends a `RetryInfo` in the details. */
function retryAfterInJson(json: unknown): number | null {
  const plain = member(json, "retry_after");
  if (typeof plain === "number" && Number.isFinite(plain)) return bounded(plain);
  const details = member(member(json, "error"), "details");
  const delays = Array.isArray(details) ? details.map((detail) => textMember(detail, "retryDelay")) : [];
  const said = delays.find((delay) => delay !== null) ?? textMember(json, "detail") ?? "";
  const found = /^(\d+(?:\.\d+)?)s$|resets in ~?(\d+)s/.exec(said);
  return found ? bounded(Number(found[1] ?? found[2])) : null;
}

const bounded = (seconds: number) => Math.min(MAX_RETRY_AFTER_SECONDS, Math.max(0, Math.ceil(seconds)));

/** The vendor's request id. Null when there is none, or when it is not a plain id or contains the API key. */
export function requestIdOf(answer: Answer, apiKey: string | null): string | null {
  const id = REQUEST_ID_HEADERS.map((name) => answer.headers[name]).find((value) => value !== undefined) ?? "";
  if (!/^[\w.:/+=-]{1,200}$/.test(id) || (apiKey !== null && id.includes(apiKey))) return null;
  return id;
}
