import { accessToken, forgetToken, SignInError } from "./token.ts";

const ATTEMPTS = 8;
const MAX_WAIT_MS = 10_000;
/** A call that gets one of these codes is valid. The same call succeeds later. */
const TEMPORARY = new Set(["service_unavailable", "rate_limit_exceeded"]);

/** `fetch` with an access token. Retries after no response or a temporary error, and renews an expired token. */
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
      if (error instanceof SignInError || init.signal?.aborted || attempt === ATTEMPTS) throw error;
      await wait(250 * 2 ** attempt);
    }
  }
}

/** The milliseconds to wait before a retry; null when the response must not be retried. */
async function retryAfterMs(response: Response): Promise<number | null> {
  // A proxy in front of Retake may respond without JSON.
  if (response.status >= 502) return Number(response.headers.get("retry-after") ?? 1) * 1_000;
  if (!response.headers.get("content-type")?.includes("json")) return null;
  const { errors = [] } = await response.clone().json();
  for (const { extensions } of errors) {
    if (extensions.code === "token_expired") {
      forgetToken();
      return 0;
    }
    // A response in which only one field is refused has HTTP 200.
    if (TEMPORARY.has(extensions.code)) return (extensions.retryAfterSeconds ?? 1) * 1_000;
  }
  return null;
}

/** Waits for a randomized time, so that a thousand pages do not reconnect at the same moment. */
export function wait(milliseconds: number): Promise<void> {
  const jittered = Math.min(milliseconds, MAX_WAIT_MS) * (0.75 + Math.random() / 2);
  return new Promise((resolve) => setTimeout(resolve, jittered));
}
