import type { TestApp } from "../helpers/app.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers as a caller would
type Json = any;

export type Posted = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
};

export type PostOptions = {
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly headers?: Record<string, string>;
  readonly accept?: string;
};

export const RESPONSE_JSON = "application/graphql-response+json";

/** Sends one document to `/graphql`, as a client without a library does. */
export async function post(
  app: Pick<TestApp, "url">,
  apiKey: string | null,
  query: string,
  { variables, operationName, headers = {}, accept = RESPONSE_JSON }: PostOptions = {},
): Promise<Posted> {
  return raw(app, apiKey, {
    method: "POST",
    headers: { "content-type": "application/json", accept, ...headers },
    body: JSON.stringify({ query, variables, operationName }),
  });
}

/** Sends any request to `/graphql`. */
export async function raw(
  app: Pick<TestApp, "url">,
  apiKey: string | null,
  init: RequestInit,
  search = "",
): Promise<Posted> {
  const headers = new Headers(init.headers);
  if (apiKey !== null) headers.set("x-api-key", apiKey);
  const response = await fetch(`${app.url}/graphql${search}`, { ...init, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith("{") ? JSON.parse(text) : null,
  };
}
