import { type Config, ConfigError } from "../config.ts";
import type { ImageProvider } from "../providers/provider.ts";

/** The configured provider; only its own code is loaded. Throws `ConfigError` with all problems of its settings. */
export async function openProvider(config: Config): Promise<ImageProvider> {
  if (config.IMAGE_PROVIDER === "sandbox") {
    const { createSandboxProvider } = await import("../providers/sandbox/draw-character.ts");
    return createSandboxProvider({ latencyMs: config.SANDBOX_LATENCY_MS });
  }
  const { createVendorProvider, VendorSettingsError } = await import("../providers/vendors/vendor-provider.ts");
  try {
    return await createVendorProvider(config);
  } catch (error) {
    throw error instanceof VendorSettingsError ? new ConfigError(error.problems) : error;
  }
}
