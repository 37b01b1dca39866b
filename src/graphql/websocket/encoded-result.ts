import type { ExecutionResult } from "graphql";
import { resultText } from "../result-text.ts";
import { encodeText } from "./text-frame.ts";

const encoded = new WeakMap<ExecutionResult, string>();

/** A result as encoded JSON, made once however many sockets it goes to. */
export function encodedResult(result: ExecutionResult): string {
  const known = encoded.get(result);
  if (known !== undefined) return known;
  const text = encodeText(resultText(result));
  encoded.set(result, text);
  return text;
}
