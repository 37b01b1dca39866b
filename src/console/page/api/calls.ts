import { signal } from "@preact/signals";

/** One call of this page for the inspector. */
export type RecordedCall = {
  readonly id: number;
  readonly at: number;
  /** `Resynthesize`: the operation's name. */
  readonly name: string;
  readonly kind: "query" | "mutation" | "subscription";
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The response; for a subscription, its latest message. */
  readonly answer?: unknown;
  readonly status?: number;
  readonly requestId?: string;
  readonly milliseconds?: number;
  /** Messages received, for a subscription. */
  readonly messages?: number;
  /** "accepted", "replayed, not charged", the code of a refusal, or the error. */
  readonly outcome: string;
  readonly tone: "ok" | "plain" | "warning" | "bad";
};

/** How many calls are kept, so that the list does not grow without limit. */
const MAX_CALLS = 100;

export const calls = signal<readonly RecordedCall[]>([]);
let nextId = 1;

/** Adds a call to the start of the list, and returns a function that adds its outcome. */
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

/** Reads the kind and the name of the operation from the start of its document. */
export function operationOf(document: string): Pick<RecordedCall, "kind" | "name"> {
  const [, kind, name] = /^\s*(query|mutation|subscription)\s+(\w+)/.exec(document) ?? [];
  return { kind: (kind ?? "query") as RecordedCall["kind"], name: name ?? "anonymous" };
}
