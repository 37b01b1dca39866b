import { CallError } from "../../domain/errors.ts";
import { readSignatureParams, type SignatureParams, type SignatureVerdict } from "../../storage/signed-urls.ts";

/** What a good signature opens. `path` as it came over the wire. */
export type SignedRequest = { readonly path: string; readonly expiresAt: Date };

/**
 * Checks the signature of a request's URL with one of the signer's verifiers. Throws `CallError` invalid_signature,
 * url_expired (403).
 */
export function requireSignature(
  url: string,
  verify: (path: string, params: SignatureParams) => SignatureVerdict,
): SignedRequest {
  const [path = "", query = ""] = url.split("?", 2);
  const params = readSignatureParams(new URLSearchParams(query));
  switch (verify(path, params)) {
    case "valid":
      return { path, expiresAt: new Date(Number(params.exp) * 1000) };
    case "invalid_signature":
      throw new CallError("invalid_signature", "This URL is not signed by this server, or was changed.");
    case "url_expired":
      throw new CallError("url_expired", "This URL has expired.");
  }
}
