import { accessToken, forgetToken } from "./token.ts";

const ATTEMPTS = 8;
const MAX_WAIT_MS = 10_000;
/** Nothing is wrong with a call that gets one of these codes; the same call succeeds later. */
const TEMPORARY = new Set(["service_unavailable", "rate_limit_exceeded"]);

/** `fetch` with a token. It sends again what got no answer or a temporary error, and replaces an expired token. */
export async function retakeFetch(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const headers = new Headers(init.headers);
      headers.set("X-Api-Key", await accessToken());
      const response = await fetch(input, { ...init, headers });
      const waitMs = await retryAfterMs(response);
      if (waitMs === null || attempt === ATTEMPTS) return response;
      await wait(waitMs);
    } catch (error) {
      if (init.signal?.aborted || attempt === ATTEMPTS) throw error;
      await wait(250 * 2 ** attempt);
    }
  }
}

/** How long to wait before the same call is sent again; null for an answer to keep. */
async function retryAfterMs(response: Response): Promise<number | null> {
  // A proxy in front of Retake answers without JSON.
  if (response.status >= 502) return Number(response.headers.get("retry-after") ?? 1) * 1_000;
  if (!response.headers.get("content-type")?.includes("json")) return null;
  const { errors = [] } = await response.clone().json();
  for (const { extensions } of errors) {
    if (extensions.code === "token_expired") {
      forgetToken();
      return 0;
    }
    // A refused field of a larger answer comes with HTTP 200.
    if (TEMPORARY.has(extensions.code)) return (extensions.retryAfterSeconds ?? 1) * 1_000;
  }
  return null;
}

/** Waits, with some chance in it so that a thousand pages do not come back in the same moment. */
export function wait(milliseconds: number): Promise<void> {
  const jittered = Math.min(milliseconds, MAX_WAIT_MS) * (0.75 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, jittered));
}
