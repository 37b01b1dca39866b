import { ProviderFailure, type ProviderFailureKind } from "../failure.ts";
import { codesIn, jsonOf, requestIdOf, retryAfterSeconds } from "./http/answer-facts.ts";
import type { Answer, BrokenExchange } from "./http/exchange.ts";

/** What of a vendor decides how its answers are read. */
export type Reading = {
  readonly apiKey: string | null;
  /** Whether this JSON is an error in the vendor's own form, so that no proxy between us wrote it. */
  readonly isOwnError: (json: unknown) => boolean;
};

type Facts = {
  readonly status: number;
  readonly codes: ReadonlySet<string>;
  readonly retryAfterSeconds: number | null;
  readonly ownError: boolean;
};

type Row = {
  readonly is: (facts: Facts) => boolean;
  readonly kind: ProviderFailureKind;
  readonly says: string;
};

/** Codes by which vendors refuse content: OpenAI and its like, fal, Black Forest Labs, Gemini. */
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

/** Codes by which vendors say that the account can't pay, or has used up what it bought; waiting does not help. */
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
 * How an answer without a picture is read: the first row that fits counts (CONTRACT section 11). A 408 or 409 is the
 * vendor's own timeout, or our key still at work: with a server that dedupes it is worth asking again.
 */
const ROWS: readonly Row[] = [
  { is: ({ status, codes }) => status < 500 && has(codes, MODERATION), kind: "rejected", says: "refused for content" },
  { is: ({ status, codes }) => status >= 400 && has(codes, QUOTA), kind: "unavailable", says: "the quota is used up" },
  { is: ({ status }) => [401, 402, 403].includes(status), kind: "unavailable", says: "the key or account is refused" },
  {
    is: ({ status, codes }) => status >= 400 && [...codes].some(isDailyQuota),
    kind: "unavailable",
    says: "the day's quota is used up",
  },
  { is: ({ status }) => status === 429, kind: "not_sent", says: "too many requests" },
  {
    is: ({ status, ownError, retryAfterSeconds: after }) => status === 503 && (ownError || after !== null),
    kind: "not_sent",
    says: "the vendor is busy",
  },
  { is: ({ status }) => status >= 500, kind: "outcome_unknown", says: "a server error" },
  { is: ({ status }) => [408, 409, 499].includes(status), kind: "outcome_unknown", says: "the vendor gave up waiting" },
  { is: ({ status }) => status >= 400, kind: "unavailable", says: "the request is refused: check model and settings" },
  { is: ({ status }) => status >= 300, kind: "unavailable", says: "a redirect: check IMAGE_PROVIDER_BASE_URL" },
  { is: () => true, kind: "outcome_unknown", says: "no picture, or not the vendor's JSON" },
];

const has = (codes: ReadonlySet<string>, known: readonly string[]) => known.some((code) => codes.has(code));

/** Google names each quota that ran out (`GenerateRequestsPerDayPerProjectPerModel`): a day's is not waited for. */
const isDailyQuota = (code: string) => code.includes("perday");

/** The failure that an answer without a picture stands for, whatever its status. */
export function failureOfAnswer(answer: Answer, reading: Reading): ProviderFailure {
  const json = jsonOf(answer);
  const facts: Facts = {
    status: answer.status,
    codes: codesIn(json),
    retryAfterSeconds: retryAfterSeconds(answer, json),
    ownError: reading.isOwnError(json),
  };
  const row = ROWS.find(({ is }) => is(facts));
  if (!row) throw new Error("the last row fits everything");
  return new ProviderFailure(row.kind, `${row.says} (status ${facts.status})`, {
    requestId: requestIdOf(answer, reading.apiKey),
    ...(facts.retryAfterSeconds === null ? {} : { retryAfterSeconds: facts.retryAfterSeconds }),
  });
}

/** The failure that an exchange without a whole answer stands for. */
export function failureOfBreak(broken: BrokenExchange, calledOff: boolean): ProviderFailure {
  if (broken.reason === "too_large") return new ProviderFailure("unusable", "an answer larger than 20 MB");
  if (broken.reason === "aborted" && calledOff) return new ProviderFailure("aborted", "we called it off");
  if (!broken.sent) return new ProviderFailure("not_sent", `no connection (${broken.code})`);
  if (broken.reason === "aborted") return new ProviderFailure("outcome_unknown", "no answer in time");
  return new ProviderFailure("outcome_unknown", `the connection broke (${broken.code})`);
}

/**
 * Whether the caller ended the call itself, not a time limit: its signal then carries another reason than
 * `AbortSignal.timeout` gives.
 */
export function isCalledOff(signal: AbortSignal): boolean {
  return signal.aborted && !(signal.reason instanceof DOMException && signal.reason.name === "TimeoutError");
}
