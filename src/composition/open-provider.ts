import type { Config } from "../config.ts";
import type { ImageProvider } from "../providers/provider.ts";
import { createSandboxProvider } from "../providers/sandbox/sandbox-provider.ts";

/** The configured provider. */
export function openProvider(config: Config): ImageProvider {
  if (config.IMAGE_PROVIDER === "sandbox") return createSandboxProvider({ latencyMs: config.SANDBOX_LATENCY_MS });
  throw new Error(`IMAGE_PROVIDER=${config.IMAGE_PROVIDER} is not built in yet; use sandbox.`);
}
