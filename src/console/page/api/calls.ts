import { signal } from "@preact/signals";

/** One call of this page, as the inspector shows it. */
export type RecordedCall = {
  readonly id: number;
  readonly at: number;
  /** `Resynthesize`: the operation's name. */
  readonly name: string;
  readonly kind: "query" | "mutation" | "subscription";
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The last answer; for a subscription its latest message. */
  readonly answer?: unknown;
  readonly status?: number;
  readonly requestId?: string;
  readonly milliseconds?: number;
  /** Messages received, for a subscription. */
  readonly messages?: number;
  /** "accepted", "replayed, not charged", a refusal's code, or what went wrong. */
  readonly outcome: string;
  readonly tone: "ok" | "plain" | "warning" | "bad";
};

/** Calls kept: enough to look back over a session of trying, without growing for ever. */
const MAX_CALLS = 100;

export const calls = signal<readonly RecordedCall[]>([]);
let nextId = 1;

/** Puts a call at the head of the list and returns how to complete it. */
export function recordCall(
  started: Pick<RecordedCall, "name" | "kind" | "document" | "variables">,
): (changes: Partial<RecordedCall>) => void {
  const id = nextId++;
  const call: RecordedCall = { id, at: Date.now(), outcome: "waiting", tone: "plain", ...started };
  calls.value = [call, ...calls.value].slice(0, MAX_CALLS);
  return (changes) => {
    calls.value = calls.value.map((known) => (known.id === id ? { ...known, ...changes } : known));
  };
}

/** The operation's kind and name, read from the head of its document. */
export function operationOf(document: string): Pick<RecordedCall, "kind" | "name"> {
  const [, kind, name] = /^\s*(query|mutation|subscription)\s+(\w+)/.exec(document) ?? [];
  return { kind: (kind ?? "query") as RecordedCall["kind"], name: name ?? "anonymous" };
}
