import { TOKEN_URL } from "./settings.ts";

/** How many milliseconds before its expiry a token is renewed. */
const RENEW_BEFORE_MS = 60_000;

/** Your server returned no token because the user is not signed in to your site. */
export class SignInError extends Error {}

let token: { value: string; endsAt: number } | null = null;
let renewing: Promise<string> | null = null;

/**
 * Returns a valid token. Simultaneous calls share one request. Rejects with `SignInError` after 401 or 403 from your
 * server, and with another error when it returns no token at present.
 */
export async function accessToken(): Promise<string> {
  if (token && token.endsAt - Date.now() > RENEW_BEFORE_MS) return token.value;
  renewing ??= requestToken().finally(() => {
    renewing = null;
  });
  return renewing;
}

/** Call it when Retake answers `token_expired`, for example after the computer slept or when its clock is wrong. */
export function forgetToken(): void {
  token = null;
}

async function requestToken(): Promise<string> {
  const answer = await fetch(TOKEN_URL, { method: "POST" });
  if (answer.status === 401 || answer.status === 403) throw new SignInError("Sign in again.");
  if (!answer.ok) throw new Error(`No access token: HTTP ${answer.status}`);
  const { token: value, expires_at } = await answer.json();
  token = { value, endsAt: Date.parse(expires_at) };
  return value;
}
