import { TOKEN_URL } from "./settings.ts";

/** How many milliseconds before its expiry a token is renewed. */
const RENEW_BEFORE_MS = 60_000;

let token: { value: string; endsAt: number } | null = null;
let renewing: Promise<string> | null = null;

/** Returns a valid token. Simultaneous calls share one request. Rejects when your server returns no token. */
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
  if (!answer.ok) throw new Error(`No access token: HTTP ${answer.status}`);
  const { token: value, expires_at } = await answer.json();
  token = { value, endsAt: Date.parse(expires_at) };
  return value;
}
