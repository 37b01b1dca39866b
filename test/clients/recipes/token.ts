import { TOKEN_URL } from "./settings.ts";

/** Milliseconds before its end at which a token is replaced. */
const RENEW_BEFORE_MS = 60_000;

let token: { value: string; endsAt: number } | null = null;
let renewing: Promise<string> | null = null;

/** A token that lasts. Calls at the same time share one request. Rejects when your server gives none. */
export async function accessToken(): Promise<string> {
  if (token && token.endsAt - Date.now() > RENEW_BEFORE_MS) return token.value;
  renewing ??= requestToken().finally(() => {
    renewing = null;
  });
  return renewing;
}

/** For when Retake answers `token_expired`, as after a night with the lid closed or with a wrong clock. */
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
