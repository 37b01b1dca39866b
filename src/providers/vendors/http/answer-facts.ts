import type { Answer } from "./exchange.ts";

/** Longest pause a vendor may ask for, in seconds; more is as good as no date at all. */
const MAX_RETRY_AFTER_SECONDS = 86_400;

/** Members in which vendors put the code of an error; a member of another name may hold our own words. */
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

/** An error object is small: whatever is bigger is none, and is not walked through. */
const MAX_NODES = 500;
const MAX_CODE_LENGTH = 100;

/** Headers in which vendors name a call. */
const REQUEST_ID_HEADERS = ["x-request-id", "request-id", "x-fal-request-id", "x-goog-request-id", "cf-ray"];

/** The answer as JSON; undefined when it is none. */
export function jsonOf(answer: Answer): unknown {
  try {
    return JSON.parse(answer.bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** A member of a value that may be anything. */
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
export function codesIn(json: unknown): ReadonlySet<string> {
  const codes = new Set<string>();
  const open: unknown[] = [json];
  for (let seen = 0; open.length > 0 && seen < MAX_NODES; seen += 1) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    for (const [name, value] of Object.entries(node).slice(0, MAX_NODES)) {
      if (typeof value === "object" && name !== "input") open.push(value);
      const isCode = CODE_MEMBERS.has(name) || name === "error";
      if (isCode && typeof value === "string" && value.length <= MAX_CODE_LENGTH) codes.add(normal(value));
      // Gemini gives a prompt it refuses a reason of any name, `OTHER` too.
      if (name === "blockReason") codes.add("promptblocked");
    }
  }
  return codes;
}

const normal = (code: string) => code.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Seconds the vendor asks to wait, by header or in its JSON; null when it doesn't say, or not understandably. */
export function retryAfterSeconds(answer: Answer, json: unknown): number | null {
  const header = answer.headers["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(header)) return bounded(Number(header));
  const until = Date.parse(header);
  const now = Date.parse(answer.headers.date ?? "");
  if (/[a-z]/i.test(header) && Number.isFinite(until) && Number.isFinite(now)) return bounded((until - now) / 1000);
  const milliseconds = answer.headers["retry-after-ms"] ?? "";
  if (/^\d+$/.test(milliseconds)) return bounded(Number(milliseconds) / 1000);
  return retryAfterInJson(json);
}

/** Replicate says `retry_after`, or a sentence; Google a `RetryInfo` among the details. */
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

/** The vendor's name for a call; null when it gave none, or something that is no plain id or holds the key. */
export function requestIdOf(answer: Answer, apiKey: string | null): string | null {
  const id = REQUEST_ID_HEADERS.map((name) => answer.headers[name]).find((value) => value !== undefined) ?? "";
  if (!/^[\w.:/+=-]{1,200}$/.test(id) || (apiKey !== null && id.includes(apiKey))) return null;
  return id;
}
