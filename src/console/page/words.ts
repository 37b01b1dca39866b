import { CallError } from "./api/client.ts";
import type { Attributes, Character, CharacterStatus, Pose, Refusal, Synthesis } from "./api/types.ts";

/** The texts of the page, in one place, so that each thing has one name. */

export const POSES = ["PORTRAIT", "FRONT", "SIDE", "BACK"] as const;

export function poseName(pose: Pose): string {
  return pose.charAt(0) + pose.slice(1).toLowerCase();
}

export function statusName(status: CharacterStatus): string {
  return status.charAt(0) + status.slice(1).toLowerCase();
}

const KINDS = { CREATE: "Create", RESYNTHESIZE: "Resynthesize", REGENERATE_REF: "Regenerate one pose" } as const;

/** "Resynthesize", "Regenerate side"; without its generations "Regenerate one pose". */
export function kindName({ kind, generations: [one] = [] }: Pick<Synthesis, "kind"> & Partial<Synthesis>): string {
  return kind === "REGENERATE_REF" && one ? `Regenerate ${one.pose.toLowerCase()}` : KINDS[kind];
}

/** `provider_unavailable` → "provider unavailable". */
export function codeWords(code: string): string {
  return code.replaceAll("_", " ");
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "Synthesizing 2 of 4", "Ready", "Failed · provider unavailable"; "Cancelled" for a creation that was cancelled. */
export function stateLine({ status, synthesis, errorMessage }: Character): string {
  if (status === "SYNTHESIZING" && synthesis) {
    const { completed, total } = synthesis.progress;
    return `Synthesizing ${completed} of ${total}`;
  }
  if (status === "FAILED" && errorMessage === "cancelled") return "Cancelled";
  if (status === "FAILED" && errorMessage) return `Failed · ${codeWords(errorMessage)}`;
  return statusName(status);
}

/** "characters_synthesize" → "syntheses": the calls that a rate limit counts. */
const BUCKETS: Readonly<Record<string, string>> = {
  characters_synthesize: "syntheses",
  characters_post: "character changes",
  characters_get: "character reads",
  images_post: "images",
  estimate_post: "estimates",
  reads: "other reads",
};

export function bucketName(bucket: string): string {
  return BUCKETS[bucket] ?? codeWords(bucket);
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One line about the character's appearance. */
export function attributesLine(attributes: Attributes | null): string {
  if (!attributes) return "No attributes stored";
  const { ethnicity, gender, age, bodyType, hairColor, hairStyle, eyeColor, additionalDetails } = attributes;
  const person = [ethnicity, gender].filter(Boolean).join(" ");
  const hair = [hairColor && `${hairColor} hair`, hairStyle].filter(Boolean).join(", ");
  const parts = [
    [person, age].filter(Boolean).join(", "),
    bodyType,
    hair,
    eyeColor && `${eyeColor} eyes`,
    additionalDetails,
  ];
  return capitalized(parts.filter(Boolean).join(" · "));
}

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const MINUTE = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });

export function clock(moment: string | number): string {
  return CLOCK.format(new Date(moment));
}

/** Hours and minutes. */
export function minute(moment: number): string {
  return MINUTE.format(moment);
}

/** Replaces spaces with non-breaking ones. */
export function unbroken(text: string): string {
  return text.replace(/\s/g, "\u00a0");
}

/** Hours and minutes, with the date unless it is today. A line break is possible only after the date. */
export function when(moment: string): string {
  const date = new Date(moment);
  const time = unbroken(MINUTE.format(date));
  return date.toDateString() === new Date().toDateString() ? time : `${unbroken(DAY.format(date))}, ${time}`;
}

/** Minutes and seconds: "0:08". */
export function duration(fromIso: string, toIso: string | null, now: number): string {
  return minutesAndSeconds(Math.max(0, Math.round(((toIso ? Date.parse(toIso) : now) - Date.parse(fromIso)) / 1_000)));
}

export function minutesAndSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

type CostWords = {
  readonly charged: string;
  readonly note: string;
  /** The released credits, shown after a comma. */
  readonly returned?: string;
};

/** The exact cost of a synthesis so far: "4 held", "4 charged", "0 charged, 4 returned". */
export function costWords({ status, cost, creditsReleased }: Synthesis): CostWords {
  if (status === "RUNNING") return { charged: `${cost}`, note: "held" };
  if (status === "SUCCEEDED") return { charged: `${cost}`, note: "charged" };
  return { charged: "0", note: "charged,", returned: `${creditsReleased} returned` };
}

export function outcomeWords({ status, errorCode, progress }: Synthesis): string {
  if (status === "RUNNING") return `running, ${progress.completed} of ${progress.total}`;
  if (status === "SUCCEEDED") return "delivered";
  if (status === "CANCELLED") return "cancelled";
  return errorCode ? codeWords(errorCode) : "failed";
}

export type Notice = {
  readonly tone: "warning" | "bad" | "ok";
  readonly title: string;
  readonly text: string;
  readonly docUrl?: string;
  /** The time on the monotonic clock, in milliseconds, after which the same call can be sent again. */
  readonly readyAt?: number;
  /** Sends the same call again. */
  readonly retry?: () => void;
};

/** The notice for a refusal: what happened with its numbers, what to do, and whether anything was charged. */
export function refusalNotice(what: string, refusal: Refusal): Notice {
  const docUrl = `/errors#${refusal.code}`;
  const notCharged = "Nothing was charged.";
  switch (refusal.code) {
    case "insufficient_credits":
      return {
        ...{ tone: "warning", docUrl, title: "Not enough credits." },
        text: `${what} costs ${refusal.required}; ${refusal.available} are available and ${refusal.held} are held by running work. ${notCharged} ${refusal.held === 0 ? "Ask" : "Wait until running work returns credits, or ask"} the operator to grant more.`,
      };
    case "rate_limit_exceeded":
      return {
        ...{ tone: "warning", docUrl, title: "Rate limit exceeded." },
        text: `The team's rate limit for ${bucketName(refusal.bucket ?? "")} allows the next call in ${plural(refusal.retryAfterSeconds ?? 1, "second")}. ${notCharged}`,
        readyAt: performance.now() + (refusal.retryAfterSeconds ?? 1) * 1_000,
      };
    case "invalid_request_error":
      return {
        ...{ tone: "warning", docUrl, title: `${what} was refused.` },
        text: `The character is ${refusal.status?.toLowerCase()}; it must be ${(refusal.eligible ?? []).map((status) => status.toLowerCase()).join(" or ")}. ${notCharged}`,
      };
    case "resource_not_found":
      return {
        tone: "bad",
        docUrl,
        title: "Not found.",
        text: `It has been deleted, possibly in another window. ${notCharged}`,
      };
    case "idempotency_key_in_use":
      return {
        tone: "bad",
        docUrl,
        title: "This idempotency key belongs to another call.",
        text: `${refusal.message} ${notCharged}`,
      };
    default:
      return { tone: "bad", docUrl, title: `${what} was refused.`, text: `${refusal.message} ${notCharged}` };
  }
}

/** The notice for a call that got no usable response. */
export function errorNotice(what: string, error: unknown): Notice {
  if (error instanceof CallError && error.kind === "unavailable") {
    return {
      ...{ tone: "warning", title: `${what}: temporarily unavailable.` },
      text:
        error.code === "rate_limit_exceeded"
          ? error.message
          : "The server is busy or restarting. Try again in a moment.",
    };
  }
  if (error instanceof CallError && error.kind === "offline") {
    return {
      tone: "bad",
      title: "No answer from the server.",
      text: "The connection was lost. Try again when you are online.",
    };
  }
  const text = error instanceof Error ? error.message : "An unexpected error occurred.";
  return { tone: "bad", title: `${what} failed.`, text };
}
