import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

/**
 * The largest step to which expiry times are rounded up, in seconds. Within a step an image keeps its URL, so that
 * browsers and proxies find it in their caches.
 */
const MAX_STEP_SECONDS = 300;

/** Rounding extends a URL's lifetime by at most this fraction, so that short lifetimes stay short. */
const STEPS_IN_LIFE = 12;

/**
 * How many signatures are kept until the step ends. A list of 50 characters has 400 URLs, and signing them took half of
 * the CPU time of the response. One takes about 250 bytes with its path, so this is 12 MB at most, for the sets of
 * 6,000 characters.
 */
const MAX_KEPT_SIGNATURES = 50_000;

const EXP = /^[1-9][0-9]{0,11}$/;
const SIG = /^[A-Za-z0-9_-]{43}$/;

/** `get` covers GET and HEAD. A signature is valid for its class only. */
type MethodClass = "get" | "put";

/** The query of a signed URL; `exp` in epoch seconds. */
export type SignatureParams = {
  readonly exp?: string | undefined;
  readonly kid?: string | undefined;
  readonly sig?: string | undefined;
};

export type SignatureVerdict = "valid" | "invalid_signature" | "url_expired";

type UrlSignerOptions = {
  /** The first secret signs; all of them are accepted. */
  readonly secrets: readonly string[];
  /** Base of the URLs. A trailing slash is ignored. */
  readonly publicUrl: string;
  readonly ttlSeconds: number;
  readonly now: () => Date;
};

/** Paths have the form in which the server receives them: without query and not decoded. */
export type UrlSigner = {
  /** An absolute URL that allows GET and HEAD of the path, for `ttlSeconds` and at most one step more. */
  sign(path: string): string;
  verify(path: string, params: SignatureParams): SignatureVerdict;
  /** An absolute URL that allows PUT to the path until `expiresAt`, rounded up to a second. */
  signUpload(path: string, expiresAt: Date): string;
  verifyUpload(path: string, params: SignatureParams): SignatureVerdict;
  /**
   * Identifies the present step. It is the same object as long as `sign` returns the same URL for a path. A response
   * that contains such URLs may be reused until the step changes.
   */
  step(): object;
};

type SigningKey = { readonly kid: string; readonly secret: KeyObject };

/** Signs and verifies the URLs of images and uploads. Throws on unusable options. */
export function createUrlSigner({ secrets, publicUrl, ttlSeconds, now }: UrlSignerOptions): UrlSigner {
  if (secrets.length === 0 || secrets.includes(""))
    throw new TypeError("A URL signer needs at least one secret and no empty one");
  const keys = secrets.map((secret): SigningKey => ({ kid: kidOf(secret), secret: createSecretKey(secret, "utf8") }));
  const signingKey = keys[0] as SigningKey;
  if (!Number.isSafeInteger(ttlSeconds) || ttlSeconds < 1)
    throw new RangeError("ttlSeconds must be a positive integer");
  const base = publicUrl.replace(/\/+$/, "");
  const stepSeconds = Math.min(MAX_STEP_SECONDS, Math.max(1, Math.floor(ttlSeconds / STEPS_IN_LIFE)));

  let step = { exp: 0 };

  /** The present step, with the time at which its URLs expire in epoch seconds. */
  function presentStep(): { readonly exp: number } {
    const exp = Math.ceil((now().getTime() / 1000 + ttlSeconds) / stepSeconds) * stepSeconds;
    if (exp !== step.exp) step = { exp };
    return step;
  }

  function urlFor(path: string, exp: number, sig: string): string {
    return `${base}${path}?exp=${exp}&kid=${signingKey.kid}&sig=${sig}`;
  }

  function signatureFor(methodClass: MethodClass, path: string, exp: number): string {
    if (!/^\/[A-Za-z0-9/._-]+$/.test(path)) throw new TypeError("Only plain paths are signed");
    return signatureOf(signingKey, methodClass, path, String(exp));
  }

  let kept = new Map<string, string>();
  /** Signatures from before `kept` was half full. Those still in use move back to `kept`. */
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
    // Compared as text, because decoding would ignore the spare bits in the last character of base64url.
    if (!timingSafeEqual(Buffer.from(expected), Buffer.from(sig))) return "invalid_signature";
    return now().getTime() < Number(exp) * 1000 ? "valid" : "url_expired";
  }

  return {
    sign: (path) => {
      const { exp } = presentStep();
      return urlFor(path, exp, keptSignature(path, exp));
    },
    verify: (path, params) => verdict("get", path, params),
    signUpload: (path, expiresAt) => {
      const exp = Math.ceil(expiresAt.getTime() / 1000);
      return urlFor(path, exp, signatureFor("put", path, exp));
    },
    verifyUpload: (path, params) => verdict("put", path, params),
    step: presentStep,
  };
}

/** The three parameters of a signed URL, or none of them when one is repeated or the query has any other parameter. */
export function parseSignatureParams(query: URLSearchParams): SignatureParams {
  const names = [...query.keys()].sort();
  if (names.join() !== "exp,kid,sig") return {};
  return { exp: query.get("exp") ?? "", kid: query.get("kid") ?? "", sig: query.get("sig") ?? "" };
}

/** Frameworks parse repeated parameters into lists. Only a string passes, whatever the type says. */
function isText(value: unknown, syntax: RegExp): value is string {
  return typeof value === "string" && syntax.test(value);
}

/** A short public id of the secret that signed a URL. */
function kidOf(secret: string): string {
  return createHmac("sha256", secret).update("retake url key id").digest("base64url").slice(0, 8);
}

/** The parts are separated by a line feed, which none of them can contain. */
function signatureOf({ secret }: SigningKey, methodClass: MethodClass, path: string, exp: string): string {
  return createHmac("sha256", secret).update(`retake url v1\n${methodClass}\n${path}\n${exp}`).digest("base64url");
}
