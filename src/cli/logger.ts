import { type DestinationStream, pino } from "pino";
import type { Logger } from "../domain/observability.ts";
import { logError } from "./log-error.ts";

/** Members that must never appear in a log. */
const SECRETS = [
  "api_key",
  "apiKey",
  "secret",
  "password",
  "authorization",
  "headers",
  "*.api_key",
  "*.apiKey",
  "*.secret",
  "*.password",
];

/** A pino logger that writes JSON lines and removes secrets. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  const redact = { paths: SECRETS, remove: true };
  return pino(
    { level, redact, serializers: { err: (error) => logError(error) }, base: { pid: process.pid } },
    destination,
  );
}
