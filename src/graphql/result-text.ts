import type { ExecutionResult } from "graphql";

const texts = new WeakMap<ExecutionResult, string>();

/** A result as JSON, made once however many sockets it goes to. */
export function resultText(result: ExecutionResult): string {
  const known = texts.get(result);
  if (known !== undefined) return known;
  const text = JSON.stringify(result);
  texts.set(result, text);
  return text;
}
