import { randomBytes } from "node:crypto";
import { type BlobStoreConfig, type Config, ConfigError } from "../config.ts";
import type { Database } from "../db/client.ts";
import { type Logger, NO_TRACER, type Tracer } from "../domain/observability.ts";
import type { ImageProvider } from "../providers/provider.ts";
import { sharedSetting } from "../services/settings/shared-setting.ts";
import type { BlobStore } from "../storage/blob-store.ts";
import { openFileStore } from "../storage/file-store.ts";
import { createS3Store } from "../storage/s3-store.ts";
import { createUrlSigner, type UrlSigner } from "../storage/signed-urls.ts";

/** Opens the configured provider and loads only its code. Throws `ConfigError` with all problems of its settings. */
export async function openProvider(config: Config): Promise<ImageProvider> {
  const { IMAGE_PROVIDER } = config;
  if (IMAGE_PROVIDER === "sandbox") {
    const { createSandboxProvider } = await import("../providers/sandbox/draw-character.ts");
    return createSandboxProvider({ latencyMs: config.SANDBOX_LATENCY_MS });
  }
  const { createVendorProvider, VendorSettingsError } = await import("../providers/vendors/vendor-provider.ts");
  try {
    return await createVendorProvider({ ...config, IMAGE_PROVIDER });
  } catch (error) {
    throw error instanceof VendorSettingsError ? new ConfigError(error.problems) : error;
  }
}

/** Thrown when the configured blob store is not the one that earlier processes used. */
class WrongBlobStore extends Error {
  override readonly name = "WrongBlobStore";
}

/** Opens the configured store and checks that it is the one recorded in the database. */
export async function openBlobs(db: Database, config: BlobStoreConfig): Promise<BlobStore> {
  const store = config.kind === "s3" ? createS3Store(config) : (await openFileStore(config.root)).store;
  const known = await sharedSetting(db, "blob_store", store.id);
  if (known === store.id) return store;
  throw new WrongBlobStore(
    `The images of this database are in the blob store ${known}, but the configured one is ${store.id}. ` +
      "Set BLOB_STORE to the folder that all processes share, or to S3.",
  );
}

const SECRET_BYTES = 32;

/**
 * The signing secrets: the configured ones, or one that is generated once and stored in the database for all
 * processes.
 */
export async function signingSecrets(db: Database, config: Config): Promise<readonly string[]> {
  if (config.URL_SIGNING_SECRET && config.URL_SIGNING_SECRET.length > 0) return config.URL_SIGNING_SECRET;
  return [await sharedSetting(db, "url_signing_secret", randomBytes(SECRET_BYTES).toString("base64url"))];
}

/** Creates the signer on first use, because the base of its URLs is unknown before the server listens on port 0. */
export function lazySigner(config: Config, secrets: readonly string[], publicUrl: () => string): () => UrlSigner {
  let signer: UrlSigner | undefined;
  return () => {
    const options = { secrets, publicUrl: publicUrl(), ttlSeconds: config.URL_TTL_SECONDS, now: () => new Date() };
    signer ??= createUrlSigner(options);
    return signer;
  };
}

/** The configured tracer. Its libraries are loaded only when it is used. */
export async function openTracer(config: Config, logger: Logger): Promise<Tracer> {
  const endpoint = config.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return NO_TRACER;
  const [{ createTracer }, { otlpExporter }] = await Promise.all([import("./tracer.ts"), import("./tracer.ts")]);
  return createTracer(otlpExporter(endpoint, logger));
}
