import type { Transport } from "./clients.ts";

/** One answer to a resynthesize, with everything a caller needs to send it again. */
export type TypedAnswer = {
  /** `ok`, or the code of the refusal or error. */
  readonly code: string;
  readonly reason: string | null;
  readonly replayed: boolean;
  /** Whole seconds; null when the answer has none. */
  readonly retryAfter: number | null;
  readonly tookMs: number;
};

const DOCUMENT = `mutation ($id: ID!, $key: String) { result: resynthesizeCharacter(id: $id, idempotencyKey: $key) {
  ... on ResynthesizeCharacterSuccess { replayed } ... on UserError { code }
  ... on IdempotencyKeyInUseError { reason waitSeconds } ... on RateLimitExceededError { retryAfterSeconds } } }`;

type Json = Record<string, unknown>;

/** Resynthesizes over either transport. Fails on anything but a complete, typed answer. */
export async function resynthesize(
  transport: Transport,
  url: string,
  apiKey: string,
  id: string,
  key: string | null,
): Promise<TypedAnswer> {
  const started = performance.now();
  const answer = await (transport === "rest" ? overRest(url, apiKey, id, key) : overGraphql(url, apiKey, id, key));
  return { ...answer, tookMs: performance.now() - started };
}

async function overRest(url: string, apiKey: string, id: string, key: string | null) {
  const headers = { "x-api-key": apiKey, ...(key === null ? {} : { "idempotency-key": key }) };
  const response = await fetch(`${url}/v1/characters/${id}/resynthesize`, { method: "POST", headers });
  const body = (await response.json()) as { error?: { code: string; details?: { reason?: string } } };
  return {
    code: body.error?.code ?? "ok",
    reason: body.error?.details?.reason ?? null,
    replayed: response.headers.get("aurous-idempotent-replayed") === "true",
    retryAfter: seconds(response.headers.get("retry-after")),
  };
}

async function overGraphql(url: string, apiKey: string, id: string, key: string | null) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "x-api-key": apiKey, "content-type": "application/json", accept: "application/graphql-response+json" },
    body: JSON.stringify({ query: DOCUMENT, variables: { id, key } }),
  });
  const body = (await response.json()) as { data?: { result?: Json } | null; errors?: { extensions: Json }[] };
  const error = body.errors?.[0]?.extensions;
  const result = body.data?.result ?? {};
  return {
    code: String(error?.code ?? result.code ?? "ok"),
    reason: typeof result.reason === "string" ? result.reason.toLowerCase() : null,
    replayed: result.replayed === true,
    retryAfter: seconds(error?.retryAfterSeconds ?? result.retryAfterSeconds ?? result.waitSeconds),
  };
}

const seconds = (value: unknown) => (value === null || value === undefined ? null : Number(value));
