import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

/**
 * The largest step to which expiries are rounded up, in seconds: within it the same picture has the same URL, so
 * browsers and proxies find it in their caches.
 */
const MAX_STEP_SECONDS = 300;

/** Rounding lengthens a URL's life by at most this part of it, so that short lives stay short. */
const STEPS_IN_LIFE = 12;

/**
 * Signatures kept until their signing step ends. A list of 50 has 400, and making them took half of the CPU of its
 * answer. One takes some 250 bytes with its path, so this is 12 MB at most, for the sets of 6,000 characters.
 */
const MAX_KEPT_SIGNATURES = 50_000;

const EXP = /^[1-9][0-9]{0,11}$/;
const SIG = /^[A-Za-z0-9_-]{43}$/;

/** `get` covers GET and HEAD; one class's signature never opens the other. */
type MethodClass = "get" | "put";

/** The query of a signed URL; `exp` in epoch seconds. */
export type SignatureParams = {
  readonly exp?: string | undefined;
  readonly kid?: string | undefined;
  readonly sig?: string | undefined;
};

export type SignatureVerdict = "valid" | "invalid_signature" | "url_expired";

type UrlSignerOptions = {
  /** The first signs, all verify. */
  readonly secrets: readonly string[];
  /** Base of the URLs; a slash at its end is ignored. */
  readonly publicUrl: string;
  readonly ttlSeconds: number;
  readonly now: () => Date;
};

/** Paths are those that the server receives, without query and not decoded. */
export type UrlSigner = {
  /** An absolute URL that opens the path for GET and HEAD, for `ttlSeconds` and at most a step more. */
  sign(path: string): string;
  verify(path: string, params: SignatureParams): SignatureVerdict;
  /** An absolute URL that opens the path for PUT until `expiresAt`, rounded up to a second. */
  signUpload(path: string, expiresAt: Date): string;
  verifyUpload(path: string, params: SignatureParams): SignatureVerdict;
  /** Changes exactly when the URLs of `sign` change: belongs into the ETag of every answer that holds such URLs. */
  signingStep(now: Date): number;
};

type SigningKey = { readonly kid: string; readonly secret: KeyObject };

/** Signs and checks the URLs under which pictures are served and uploads are taken. Throws on unusable options. */
export function createUrlSigner({ secrets, publicUrl, ttlSeconds, now }: UrlSignerOptions): UrlSigner {
  if (secrets.length === 0 || secrets.includes("")) throw new TypeError("A URL signer needs secrets, none empty");
  const keys = secrets.map((secret): SigningKey => ({ kid: kidOf(secret), secret: createSecretKey(secret, "utf8") }));
  const signingKey = keys[0] as SigningKey;
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1)
    throw new RangeError("ttlSeconds must be a positive integer");
  const base = publicUrl.replace(/\/+$/, "");
  const stepSeconds = Math.min(MAX_STEP_SECONDS, Math.max(1, Math.floor(ttlSeconds / STEPS_IN_LIFE)));

  const signingStep = (at: Date): number => Math.ceil((at.getTime() / 1000 + ttlSeconds) / stepSeconds);

  function urlFor(path: string, exp: number, sig: string): string {
    return `${base}${path}?exp=${exp}&kid=${signingKey.kid}&sig=${sig}`;
  }

  function signatureFor(methodClass: MethodClass, path: string, exp: number): string {
    if (!/^\/[A-Za-z0-9/._-]+$/.test(path)) throw new TypeError("Only plain paths are signed");
    return signatureOf(signingKey, methodClass, path, String(exp));
  }

  let kept = new Map<string, string>();
  /** What was kept before `kept` was half full: what is still used moves back. */
  let keptBefore = new Map<string, string>();
  let keptExp = 0;

  /** The signature for the present step, made once for each path. */
  function keptSignature(path: string, exp: number): string {
    if (exp !== keptExp) [kept, keptBefore] = [new Map(), new Map()];
    keptExp = exp;
    const known = kept.get(path);
    if (known !== undefined) return known;
    const sig = keptBefore.get(path) ?? signatureFor("get", path, exp);
    if (kept.size >= MAX_KEPT_SIGNATURES / 2) [kept, keptBefore] = [new Map(), kept];
    kept.set(path, sig);
    return sig;
  }

  function verdict(methodClass: MethodClass, path: string, { exp, kid, sig }: SignatureParams): SignatureVerdict {
    const key = keys.find((candidate) => candidate.kid === kid);
    if (key === undefined || !isText(exp, EXP) || !isText(sig, SIG)) return "invalid_signature";
    const expected = signatureOf(key, methodClass, path, exp);
    // Compared as text: the last character of base64url has spare bits that decoding would ignore.
    if (!timingSafeEqual(Buffer.from(expected), Buffer.from(sig))) return "invalid_signature";
    return now().getTime() < Number(exp) * 1000 ? "valid" : "url_expired";
  }

  return {
    sign: (path) => {
      const exp = signingStep(now()) * stepSeconds;
      return urlFor(path, exp, keptSignature(path, exp));
    },
    verify: (path, params) => verdict("get", path, params),
    signUpload: (path, expiresAt) => {
      const exp = Math.ceil(expiresAt.getTime() / 1000);
      return urlFor(path, exp, signatureFor("put", path, exp));
    },
    verifyUpload: (path, params) => verdict("put", path, params),
    signingStep,
  };
}

/** The three parameters of a signed URL, or none of them when one is repeated or anything else is in the query. */
export function parseSignatureParams(query: URLSearchParams): SignatureParams {
  const names = [...query.keys()].sort();
  if (names.join() !== "exp,kid,sig") return {};
  return { exp: query.get("exp") ?? "", kid: query.get("kid") ?? "", sig: query.get("sig") ?? "" };
}

/** Frameworks parse repeated parameters into lists: whatever the type says, only a text passes. */
function isText(value: unknown, syntax: RegExp): value is string {
  return typeof value === "string" && syntax.test(value);
}

/** Public and short: tells which of the secrets signed. */
function kidOf(secret: string): string {
  return createHmac("sha256", secret).update("retake url key id").digest("base64url").slice(0, 8);
}

/** The parts are separated by a line feed, which none of them can hold. */
function signatureOf({ secret }: SigningKey, methodClass: MethodClass, path: string, exp: string): string {
  return createHmac("sha256", secret).update(`retake url v1\n${methodClass}\n${path}\n${exp}`).digest("base64url");
}
