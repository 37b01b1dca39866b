import { operationOf, type RecordedCall, recordCall } from "./calls.ts";
import { currentToken, SignInError, signedIn, signOut } from "./session.ts";
import type { Refusal } from "./types.ts";

export type Variables = Readonly<Record<string, unknown>>;

/**
 * A call without a usable response. After the kinds `offline` and `unavailable` the call can be sent again (an
 * idempotent mutation with the same key), `unauthenticated` needs a new sign-in, and `refused` means that the request
 * is wrong.
 */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly kind: "offline" | "unavailable" | "unauthenticated" | "refused";
  readonly code: string;
  readonly retryAfterMs: number;
  readonly requestId: string | null;

  constructor(
    kind: CallError["kind"],
    code: string,
    message: string,
    retryAfterMs = 1_000,
    requestId: string | null = null,
  ) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
    this.requestId = requestId;
  }
}

type GraphqlError = { message: string; extensions?: { code?: string; requestId?: string; retryAfterSeconds?: number } };
type Body = { data?: Record<string, unknown> | null; errors?: GraphqlError[] };

/** Milliseconds after which an unanswered call counts as lost. The server never waits as long. */
const ANSWER_WITHIN_MS = 20_000;
const TEMPORARY_CODES = new Set(["service_unavailable", "internal_error"]);

/** Sends one document over HTTP. Throws `CallError`. */
export async function send<T>(document: string, variables: Variables = {}): Promise<T> {
  const { kind, name } = operationOf(document);
  const complete = recordCall({ kind, name, document, variables });
  const started = performance.now();
  try {
    const { body, status, requestId } = await post(document, variables);
    const measured = { answer: body, status, milliseconds: performance.now() - started };
    complete({ ...measured, ...(requestId ? { requestId } : {}), ...outcomeOf(body, kind) });
    return dataOf<T>(body, status, requestId);
  } catch (error) {
    const failure = asCallError(error);
    if (failure.kind === "offline") {
      complete({ milliseconds: performance.now() - started, outcome: "no response", tone: "bad" });
    }
    // After a sign-out, the sign-in page already shows why.
    if (failure.kind === "unauthenticated" && signedIn.value) signOut("Your sign-in has expired. Sign in again.");
    throw failure;
  }
}

async function post(document: string, variables: Variables) {
  const token = await currentToken();
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query: document, variables }),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const requestId = response.headers.get("aurous-request-id");
  const body: Body = await response.json();
  // A proxy in front of the gateway may respond with other JSON.
  if (body.data === undefined && body.errors === undefined) throw new Error("not a GraphQL response");
  return { body, status: response.status, requestId };
}

function dataOf<T>({ data, errors }: Body, status: number, requestId: string | null): T {
  const [first] = errors ?? [];
  if (!first) return data as T;
  const { code = "internal_error", retryAfterSeconds = 1 } = first.extensions ?? {};
  if (status === 401) throw new CallError("unauthenticated", code, first.message, 0, requestId);
  const kind = TEMPORARY_CODES.has(code) || code === "rate_limit_exceeded" ? "unavailable" : "refused";
  throw new CallError(kind, code, first.message, retryAfterSeconds * 1_000, requestId);
}

function asCallError(error: unknown): CallError {
  if (error instanceof CallError) return error;
  if (error instanceof SignInError && error.code !== "service_unavailable") {
    return new CallError("unauthenticated", error.code, error.message);
  }
  return new CallError("offline", "no_answer", "The server did not respond.");
}

/** The outcome of a call for the inspector. */
function outcomeOf({ data, errors }: Body, kind: RecordedCall["kind"]): Pick<RecordedCall, "outcome" | "tone"> {
  const [first] = errors ?? [];
  if (first) return { outcome: first.extensions?.code ?? "error", tone: "bad" };
  if (kind !== "mutation") return { outcome: "answered", tone: "plain" };
  const result = data?.result as { code?: string; replayed?: boolean } | null | undefined;
  if (result?.code) return { outcome: result.code.replaceAll("_", " "), tone: "warning" };
  if (result?.replayed === true) return { outcome: "replayed, not charged", tone: "ok" };
  return { outcome: "accepted", tone: "plain" };
}

/** The result of a mutation: its success type, or a refusal. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Sends a mutation whose field has the alias `result`. Throws `CallError` without a usable response. */
export async function mutate<T>(document: string, variables: Variables): Promise<Result<T>> {
  const { result } = await send<{ result: (T & Partial<Refusal>) | null }>(document, variables);
  if (!result) throw new CallError("unavailable", "internal_error", "The server returned no result.");
  return result.code === undefined ? { ok: true, value: result } : { ok: false, refusal: result as Refusal };
}
