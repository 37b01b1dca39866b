import type { Answer, Body, Client, PageOf, SeenCharacter, SeenImage } from "./clients.ts";
import { openApiValidator } from "./openapi-validator.ts";

export type RestInit = {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
};

export type RestAnswer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as a caller would
  readonly json: any;
};

/** One call of `/v1`. Every answer must conform to the server's own `openapi.json`. */
export async function restCall(
  url: string,
  apiKey: string | null,
  method: string,
  path: string,
  init: RestInit = {},
): Promise<RestAnswer> {
  const { body, key } = init;
  const headers: Record<string, string> = { ...init.headers };
  if (apiKey !== null) headers["x-api-key"] = apiKey;
  // fetch encodes header values as Latin-1, so it gets the bytes of the UTF-8 text.
  if (key !== undefined) headers["idempotency-key"] = Buffer.from(key).toString("latin1");
  if (body !== undefined) headers["content-type"] ??= "application/json";
  const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, { method, headers, ...sent });
  const text = await response.text();
  const json = text === "" ? undefined : JSON.parse(text);
  const validate = await openApiValidator(url);
  validate(method, path, response.status, json);
  const requestId = response.headers.get("aurous-request-id");
  if (!/^req_[0-9A-HJKMNP-TV-Z]{26}$/.test(requestId ?? "")) throw new Error(`no request id but ${requestId}`);
  if (json?.error && json.error.request_id !== requestId) throw new Error("body and header name other request ids");
  return { status: response.status, headers: response.headers, json };
}

/** `/v1` as a user of curl calls it. */
export function createRestClient(url: string, apiKey: string | null): Client {
  const call = async <T>(method: string, path: string, init: RestInit = {}): Promise<Answer<T>> =>
    readAnswer<T>(await restCall(url, apiKey, method, path, init));
  const character = (id: string) => `/v1/characters/${encodeURIComponent(id)}`;
  const list = async <T>(path: string, { size, after, status }: PageOf = {}) => {
    const query = new URLSearchParams();
    if (size !== undefined) query.set("limit", String(size));
    if (after !== undefined) query.set("starting_after", after);
    if (status !== undefined) query.set("status", status);
    const answer = await call<{ data: T[]; has_more: boolean; next_cursor: string | null }>("GET", `${path}?${query}`);
    return { ...answer, value: answer.value && { data: answer.value.data, next: answer.value.next_cursor } };
  };
  const post = <T>(path: string, body?: Body, key?: string) =>
    call<T>("POST", path, { ...(body === undefined ? {} : { body }), ...(key === undefined ? {} : { key }) });
  return {
    transport: "rest",
    resynthesize: (id, { key, body } = {}) => post<SeenCharacter>(`${character(id)}/resynthesize`, body, key),
    create: ({ key, body }) => post<SeenCharacter>("/v1/characters", body, key),
    regenerate: (id, { key, body }) => post<SeenCharacter>(`${character(id)}/refs/regenerate`, body, key),
    cancel: (id, body) => post<SeenCharacter>(`${character(id)}/cancel`, body),
    restore: (id, number) => post<SeenCharacter>(`${character(id)}/refs/restore`, { number }),
    save: (id) => post<SeenCharacter>(`${character(id)}/save`),
    update: (id, body) => call<SeenCharacter>("PATCH", character(id), { body }),
    remove: (id) => call<{ id: string; deleted: boolean }>("DELETE", character(id)),
    get: (id) => call<SeenCharacter>("GET", character(id)),
    list: (page) => list<SeenCharacter>("/v1/characters", page),
    createImage: ({ key, body }) => post<SeenImage>("/v1/images", body, key),
    getImage: (id) => call<SeenImage>("GET", `/v1/images/${encodeURIComponent(id)}`),
    listImages: (page) => list<SeenImage>("/v1/images", page),
    estimate: async () => {
      const answer = await post<{ estimated_cost: { amount: number } }>("/v1/images/estimate", { prompt: "a lamp" });
      return { ...answer, value: answer.value && { amount: answer.value.estimated_cost.amount } };
    },
    createToken: (scope, ttlSeconds) => post("/v1/access_tokens", { scope, ttl_seconds: ttlSeconds }),
    balance: async () => {
      const answer = await call<Record<string, number>>("GET", "/v1/balance");
      const { credits = 0, held_credits: held = 0, available_credits: available = 0 } = answer.value ?? {};
      return { ...answer, value: answer.value && { total: credits, held, available } };
    },
  };
}

function readAnswer<T>({ status, headers, json }: RestAnswer): Answer<T> {
  const replayed = headers.get("aurous-idempotent-replayed") === "true";
  if (status < 400) return { code: "ok", value: json as T, replayed, param: null, details: {}, status };
  const { code, param, details } = json.error;
  return { code, value: null, replayed, param, details: details ?? {}, status };
}
