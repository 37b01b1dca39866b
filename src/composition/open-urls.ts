import { randomBytes } from "node:crypto";
import type { Config } from "../config.ts";
import type { Database } from "../db/client.ts";
import { sharedSetting } from "../services/settings/shared-setting.ts";
import { createUrlSigner, type UrlSigner } from "../storage/signed-urls.ts";

const SECRET_BYTES = 32;

/** The signing secrets: configured, else one that is generated once and kept in the database for every process. */
export async function signingSecrets(db: Database, config: Config): Promise<readonly string[]> {
  if (config.URL_SIGNING_SECRET && config.URL_SIGNING_SECRET.length > 0) return config.URL_SIGNING_SECRET;
  return [await sharedSetting(db, "url_signing_secret", randomBytes(SECRET_BYTES).toString("base64url"))];
}

/** A signer that learns the base of its URLs when it first needs it: port 0 has no number before the server listens. */
export function lazySigner(config: Config, secrets: readonly string[], publicUrl: () => string): () => UrlSigner {
  let signer: UrlSigner | undefined;
  return () => {
    const options = { secrets, publicUrl: publicUrl(), ttlSeconds: config.URL_TTL_SECONDS, now: () => new Date() };
    signer ??= createUrlSigner(options);
    return signer;
  };
}
