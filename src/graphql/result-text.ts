import type { ExecutionResult } from "graphql";

const texts = new WeakMap<ExecutionResult, string | (() => string)>();

/** Sets a faster way than `JSON.stringify` to write a result that contains rendered parts. */
export function setResultText(result: ExecutionResult, write: () => string): void {
  texts.set(result, write);
}

/** A result as JSON. The text is made once, however many sockets it is sent to. */
export function resultText(result: ExecutionResult): string {
  const known = texts.get(result);
  if (typeof known === "string") return known;
  const text = known?.() ?? JSON.stringify(result);
  texts.set(result, text);
  return text;
}
