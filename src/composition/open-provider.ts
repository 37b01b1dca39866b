import type { Config } from "../config.ts";
import type { ImageProvider } from "../providers/provider.ts";

/** The configured provider; only its own code is loaded. */
export async function openProvider(config: Config): Promise<ImageProvider> {
  if (config.IMAGE_PROVIDER === "sandbox") {
    const { createSandboxProvider } = await import("../providers/sandbox/sandbox-provider.ts");
    return createSandboxProvider({ latencyMs: config.SANDBOX_LATENCY_MS });
  }
  throw new Error(`IMAGE_PROVIDER=${config.IMAGE_PROVIDER} is not built in yet; use sandbox.`);
}
