import { computed, signal } from "@preact/signals";

/** A short-lived access token. It is kept in the tab's session storage, so that a reload stays signed in. */
type Session = { readonly token: string; readonly expiresAt: number };

const STORAGE_KEY = "retake.session";
/** The token is renewed when less than this share of its lifetime is left, and when the computer wakes up. */
const RENEW_AT = 0.4;
/** Milliseconds before its expiry from which a token is not used for new calls. */
const MARGIN_MS = 10_000;
const RENEW_RETRY_MS = 5_000;

const session = signal<Session | null>(readStored());
export const signedIn = computed(() => session.value !== null);
/** The message on the sign-in page that says why it is shown; empty on the first visit. */
export const signInNote = signal("");

export class SignInError extends Error {
  override readonly name = "SignInError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Exchanges a one-time code or an API key for a token. Throws `SignInError` with a message to show. */
export async function signIn(credential: { code: string } | { api_key: string }): Promise<void> {
  store(await requestToken(JSON.stringify(credential), {}));
  signInNote.value = "";
}

/** Deletes the token. */
export function signOut(note = ""): void {
  signInNote.value = note;
  store(null);
}

/** A new window gets the token from the browser's other windows, so that a link in a new tab opens signed in. */
const windows = new BroadcastChannel("retake.session");
const REQUEST = "request";
const SIGNED_OUT = "signed-out";
/** Milliseconds to wait for an answer of another window, which answers at once. */
const ANSWER_WITHIN_MS = 150;

windows.addEventListener("message", ({ data }) => {
  if (data === REQUEST && session.value) windows.postMessage(session.value);
  if (data === SIGNED_OUT) signOut("You signed out in another window.");
});

/** Signs out every window of this browser. */
export function signOutEverywhere(): void {
  signOut();
  windows.postMessage(SIGNED_OUT);
}

/** Takes the token of another window, if there is one. */
export function signInFromOtherWindow(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      windows.removeEventListener("message", onMessage);
      resolve();
    };
    const onMessage = ({ data }: MessageEvent) => {
      if (typeof data?.token !== "string" || typeof data.expiresAt !== "number") return;
      if (!session.value) store({ token: data.token, expiresAt: data.expiresAt });
      done();
    };
    const timer = setTimeout(done, ANSWER_WITHIN_MS);
    windows.addEventListener("message", onMessage);
    windows.postMessage(REQUEST);
  });
}

/**
 * Returns the token for the next call, and renews it first when it expires soon. Throws `SignInError` when signed out.
 */
export async function currentToken(): Promise<string> {
  const current = session.value;
  if (!current) throw new SignInError("missing_api_key", "Sign in first.");
  if (Date.now() < current.expiresAt - MARGIN_MS) return current.token;
  await renew();
  return session.value?.token ?? current.token;
}

let renewing: Promise<void> | null = null;

/** Renews the token now. Signs out when the sign-in can't be renewed. Rejects when the server can't be reached. */
export function renew(): Promise<void> {
  renewing ??= renewOnce().finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renewOnce(): Promise<void> {
  const current = session.value;
  if (!current) return;
  try {
    const renewed = await requestToken("{}", { authorization: `Bearer ${current.token}` });
    // The user may have signed out during the request.
    if (session.value === current) store(renewed);
  } catch (error) {
    if (session.value === current && error instanceof SignInError && error.code !== "service_unavailable") {
      signOut(
        error.code === "revoked_api_key"
          ? "The API key behind this sign-in was revoked."
          : "Your sign-in has expired. Sign in again.",
      );
    }
    throw error;
  }
}

async function requestToken(body: string, headers: Record<string, string>): Promise<Session> {
  const response = await fetch("/console/session", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const answer = await response.json().catch(() => null);
  if (!response.ok || typeof answer?.token !== "string") {
    const code = answer?.error?.code ?? "service_unavailable";
    throw new SignInError(code, answer?.error?.message ?? "Sign-in is temporarily unavailable. Try again.");
  }
  return { token: answer.token, expiresAt: Date.now() + lifetimeOf(response, answer.expires_at) };
}

/** In milliseconds, by the server's clock, because the clock of this computer may be wrong. */
function lifetimeOf(response: Response, expiresAt: string): number {
  const now = Date.parse(response.headers.get("date") ?? "");
  return Date.parse(expiresAt) - (Number.isNaN(now) ? Date.now() : now);
}

let timer: ReturnType<typeof setTimeout> | undefined;

function store(next: Session | null): void {
  session.value = next;
  if (next) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  else sessionStorage.removeItem(STORAGE_KEY);
  plan();
}

function plan(): void {
  clearTimeout(timer);
  const current = session.value;
  if (!current) return;
  const left = current.expiresAt - Date.now();
  timer = setTimeout(renewLater, Math.max(0, left * (1 - RENEW_AT)));
}

function renewLater(): void {
  renew().catch(() => {
    if (session.value) timer = setTimeout(renewLater, RENEW_RETRY_MS);
  });
}

function readStored(): Session | null {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null");
    return stored && stored.expiresAt > Date.now() ? stored : null;
  } catch {
    return null;
  }
}

/** Renews the token while the page is open, also after the computer slept. */
export function keepSignedIn(): void {
  plan();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") plan();
  });
}
