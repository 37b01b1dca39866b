import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  createUrlSigner,
  parseSignatureParams,
  type SignatureParams,
  type UrlSigner,
} from "../../src/storage/signed-urls.ts";

const PATH = `/storage/v1/team_01A/ab/${"ab".repeat(32)}.webp`;
const UPLOAD = "/storage/uploads/upl_01A";
const START = Date.parse("2026-11-23T10:00:00Z");
const URL_SAFE = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

/** A signer whose clock the test controls. */
function startSigner(options: { secrets?: string[]; ttlSeconds?: number; publicUrl?: string } = {}) {
  const clock = { ms: START };
  const { secrets = ["first secret"], ttlSeconds = 86_400, publicUrl = "https://retake.example" } = options;
  return { clock, signer: createUrlSigner({ secrets, publicUrl, ttlSeconds, now: () => new Date(clock.ms) }) };
}

function take(url: string): { path: string; params: Record<"exp" | "kid" | "sig", string> } {
  const { pathname, searchParams } = new URL(url);
  return { path: pathname, params: parseSignatureParams(searchParams) as Record<"exp" | "kid" | "sig", string> };
}

/** Replaces the character at one position. */
function changed(text: string, at: number, by: string): string {
  const place = at % text.length;
  return text.slice(0, place) + by + text.slice(place + 1);
}

describe("a signed URL", () => {
  test("is valid for its path, under a public URL with or without a slash or a path", () => {
    for (const publicUrl of ["https://retake.example", "https://retake.example/", "https://example.org/retake/"]) {
      const url = startSigner({ publicUrl }).signer.sign(PATH);
      expect(url.startsWith(`${publicUrl.replace(/\/$/, "")}${PATH}?exp=`)).toBe(true);
    }
    const { signer } = startSigner();
    const { path, params } = take(signer.sign(PATH));
    expect(signer.verify(path, params)).toBe("valid");
  });

  test("is refused when any single character of path, exp, kid or sig is changed", () => {
    const { signer } = startSigner();
    const { path, params } = take(signer.sign(PATH));
    const part = fc.constantFrom("path" as const, "exp" as const, "kid" as const, "sig" as const);
    fc.assert(
      fc.property(
        part,
        fc.nat(200),
        fc.constantFrom(...URL_SAFE, "/", ".", "%", " ", "\n", "\0", "=", "é"),
        (name, at, by) => {
          const all = { path, ...params };
          const text = changed(all[name], at, by);
          fc.pre(text !== all[name]);
          const { path: otherPath, ...others } = { ...all, [name]: text };
          return signer.verify(otherPath, others) === "invalid_signature";
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("is refused for every other last character of sig, although base64 decodes some of them to the same bytes", () => {
    const { signer } = startSigner();
    const { path, params } = take(signer.sign(PATH));
    const verdicts = URL_SAFE.map((last) => signer.verify(path, { ...params, sig: params.sig.slice(0, -1) + last }));
    expect(verdicts.filter((verdict) => verdict === "valid")).toHaveLength(1);
  });

  test("is refused when a part is longer, shorter, empty, missing, repeated or written differently", () => {
    const { signer } = startSigner();
    const { path, params } = take(signer.sign(PATH));
    const { exp, kid, sig } = params;
    const wrong: SignatureParams[] = [
      {},
      { exp, kid },
      { exp, sig },
      { kid, sig },
      { exp: "", kid, sig },
      { exp, kid: "", sig },
      { exp, kid, sig: "" },
      { exp: `0${exp}`, kid, sig },
      { exp: `+${exp}`, kid, sig },
      { exp: `${exp}.0`, kid, sig },
      { exp: `${exp} `, kid, sig },
      { exp: `${exp}\n`, kid, sig },
      { exp: "1e12", kid, sig },
      { exp: "9".repeat(400), kid, sig },
      { exp, kid, sig: `${sig}=` },
      { exp, kid, sig: sig.slice(1) },
      { exp, kid, sig: Buffer.from(sig, "base64url").toString("hex") },
    ];
    for (const others of wrong) expect(signer.verify(path, others)).toBe("invalid_signature");
    const asParsedByOthers = { exp: [exp], kid: [kid], sig: [sig, sig] } as unknown as SignatureParams;
    expect(signer.verify(path, asParsedByOthers)).toBe("invalid_signature");
    expect(signer.verify(path, { exp, kid, sig: [sig] as unknown as string })).toBe("invalid_signature");
    for (const other of [`${path}/`, `/${path}`, path.slice(1), path.replace("v1", "v%31"), `${path}\n`, ""]) {
      expect(signer.verify(other, params)).toBe("invalid_signature");
    }
  });

  test.each([
    (query: string) => `${query}&exp=1`,
    (query: string) => `${query}&sig=x`,
    (query: string) => `kid=x&${query}`,
    (query: string) => `${query}&w=100`,
    (query: string) => query.replace("exp", "EXP"),
    (query: string) => query.replace("sig=", "sig[]="),
    () => "",
  ])("with a repeated, foreign or missing parameter has no signature (%#)", (change) => {
    const { signer } = startSigner();
    const url = new URL(signer.sign(PATH));
    const params = parseSignatureParams(new URLSearchParams(change(url.search.slice(1))));
    expect(signer.verify(PATH, params)).toBe("invalid_signature");
  });

  test("is valid for its ttl and at most one step more, and is reported as expired only when it is genuine", () => {
    const { signer, clock } = startSigner();
    const { path, params } = take(signer.sign(PATH));
    clock.ms = START + 86_400_000 - 1;
    expect(signer.verify(path, params)).toBe("valid");
    clock.ms = Number(params.exp) * 1000 - 1;
    expect(signer.verify(path, params)).toBe("valid");
    clock.ms += 1;
    expect(signer.verify(path, params)).toBe("url_expired");
    expect(clock.ms).toBeLessThanOrEqual(START + (86_400 + 300) * 1000);
    expect(signer.verify(path, { ...params, sig: changed(params.sig, 5, "_") })).toBe("invalid_signature");
  });

  test("is the same within a step, and changes exactly when the signing step does", () => {
    const { signer, clock } = startSigner();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: 0, max: 900_000 }), (from, forward) => {
        clock.ms = START + from;
        const first = { url: signer.sign(PATH), step: signer.step() };
        clock.ms += forward;
        const second = { url: signer.sign(PATH), step: signer.step() };
        return (first.url === second.url) === (first.step === second.step);
      }),
    );
    clock.ms = START + 1;
    const { exp } = take(signer.sign(PATH)).params;
    expect(Number(exp) % 300).toBe(0);
    clock.ms = START + 300_000;
    expect(take(signer.sign(PATH)).params.exp).toBe(exp);
    clock.ms += 1;
    expect(take(signer.sign(PATH)).params.exp).toBe(String(Number(exp) + 300));
  });

  test.each([1, 2, 30, 60, 3599, 3600, 86_400])(
    "with a ttl of %i s is extended by a twelfth or one second at most",
    (ttlSeconds) => {
      const { signer, clock } = startSigner({ ttlSeconds });
      for (let second = 0; second < 700; second += 1) {
        clock.ms = START + second * 1000;
        const life = Number(take(signer.sign(PATH)).params.exp) - clock.ms / 1000;
        expect(life).toBeGreaterThanOrEqual(ttlSeconds);
        expect(life).toBeLessThan(ttlSeconds + Math.max(1, Math.min(300, ttlSeconds / 12)));
      }
    },
  );
});

describe("rotation of signing secrets", () => {
  const verifyWith = (signer: UrlSigner, url: string) => {
    const { path, params } = take(url);
    return signer.verify(path, params);
  };

  test("signs with the first secret, accepts all of them, and refuses a removed or unknown one", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 3, maxLength: 6 }), (secrets) => {
        const [next = "", old = "", ...others] = secrets;
        const oldUrl = startSigner({ secrets: [old] }).signer.sign(PATH);
        const nextUrl = startSigner({ secrets: [next, old] }).signer.sign(PATH);
        expect(nextUrl).toBe(startSigner({ secrets: [next] }).signer.sign(PATH));
        for (const both of [
          [next, old],
          [old, next],
          [...others, next, old],
        ]) {
          expect(verifyWith(startSigner({ secrets: both }).signer, oldUrl)).toBe("valid");
          expect(verifyWith(startSigner({ secrets: both }).signer, nextUrl)).toBe("valid");
        }
        expect(verifyWith(startSigner({ secrets: [next, ...others] }).signer, oldUrl)).toBe("invalid_signature");
      }),
    );
  });

  test("refuses one secret's signature under another secret's kid", () => {
    const both = startSigner({ secrets: ["a", "b"] }).signer;
    const a = take(startSigner({ secrets: ["a"] }).signer.sign(PATH)).params;
    const b = take(startSigner({ secrets: ["b"] }).signer.sign(PATH)).params;
    expect(both.verify(PATH, { ...a, kid: b.kid })).toBe("invalid_signature");
  });

  test("shows no secret in a URL", () => {
    const url = startSigner({ secrets: ["hunter2"] }).signer.sign(PATH);
    expect(url).not.toContain("hunter2");
  });
});

describe("an upload URL", () => {
  test("allows PUT until its expiry and never GET, and an image's URL never allows PUT", () => {
    const { signer, clock } = startSigner();
    const expiresAt = new Date(START + 900_500);
    const put = take(signer.signUpload(UPLOAD, expiresAt));
    expect(signer.verifyUpload(put.path, put.params)).toBe("valid");
    expect(signer.verify(put.path, put.params)).toBe("invalid_signature");
    const get = take(signer.sign(UPLOAD));
    expect(signer.verifyUpload(get.path, get.params)).toBe("invalid_signature");
    clock.ms = expiresAt.getTime();
    expect(signer.verifyUpload(put.path, put.params)).toBe("valid");
    clock.ms = START + 901_000;
    expect(signer.verifyUpload(put.path, put.params)).toBe("url_expired");
  });
});

describe("a URL signer", () => {
  test("refuses to start without a usable secret or ttl, and to sign an invalid path", () => {
    expect(() => startSigner({ secrets: [] })).toThrow(TypeError);
    expect(() => startSigner({ secrets: ["good", ""] })).toThrow(TypeError);
    for (const ttlSeconds of [0, -1, 1.5, Number.NaN]) expect(() => startSigner({ ttlSeconds })).toThrow(RangeError);
    const { signer } = startSigner();
    for (const path of ["", "storage/x", "/storage/x?y=1", "/storage/x#y", "/storage/a b", "/storage/x\n", "/%2e%2e"]) {
      expect(() => signer.sign(path), path).toThrow(TypeError);
    }
  });
});
