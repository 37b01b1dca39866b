import { type DestinationStream, pino } from "pino";
import type { Logger } from "../domain/logger.ts";

/** Members that may never reach a log, wherever they stand. */
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

/** JSON lines: pino, with secrets removed. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  return pino({ level, redact: { paths: SECRETS, remove: true }, base: { pid: process.pid } }, destination);
}
