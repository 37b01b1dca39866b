import type { Answer, Client, SeenCharacter } from "./clients.ts";

/** `/v1` as a curl user calls it. */
export function createRestClient(url: string, apiKey: string | null): Client {
  const call = async <T>(method: string, path: string, body?: unknown, key?: string): Promise<Answer<T>> => {
    const headers: Record<string, string> = {};
    if (apiKey !== null) headers["x-api-key"] = apiKey;
    // fetch takes header values as latin1: hand it the UTF-8 bytes.
    if (key !== undefined) headers["idempotency-key"] = Buffer.from(key).toString("latin1");
    if (body !== undefined) headers["content-type"] = "application/json";
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return readAnswer<T>(response, await response.json());
  };
  const character = (id: string) => `/v1/characters/${encodeURIComponent(id)}`;
  return {
    transport: "rest",
    resynthesize: (id, { key, body } = {}) => call<SeenCharacter>("POST", `${character(id)}/resynthesize`, body, key),
    save: (id) => call<SeenCharacter>("POST", `${character(id)}/save`),
    get: (id) => call<SeenCharacter>("GET", character(id)),
    balance: async () => {
      const answer = await call<Record<string, number>>("GET", "/v1/balance");
      const { credits = 0, held_credits: held = 0, available_credits: available = 0 } = answer.value ?? {};
      return { ...answer, value: answer.value && { total: credits, held, available } };
    },
  };
}

type Failure = { error: { code: string; param: string | null; request_id: string; details?: Record<string, unknown> } };

function readAnswer<T>(response: Response, body: unknown): Answer<T> {
  const replayed = response.headers.get("aurous-idempotent-replayed") === "true";
  const { status } = response;
  if (response.ok) return { code: "ok", value: body as T, replayed, param: null, facts: {}, status };
  const { code, param, details, request_id } = (body as Failure).error;
  if (request_id !== response.headers.get("aurous-request-id"))
    throw new Error("body and header name other request ids");
  return { code, value: null, replayed, param, facts: details ?? {}, status };
}
