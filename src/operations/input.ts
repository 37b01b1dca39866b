import { z } from "zod";
import { idempotencyKeyComplaint } from "../domain/idempotency.ts";
import { type InvalidInputCode, invalidInput, type Outcome } from "../domain/refusals.ts";
import { issueText } from "./issue-text.ts";

/** An id as callers send it: any text that JSON can say, for what is not found is found out later. */
export const idText = z.string().refine((value) => value.isWellFormed(), { error: "must be well-formed Unicode" });

/** Text of `min` to `max` code points that PostgreSQL and JSON can hold: well-formed, without NUL. */
export const text = (min: number, max: number) =>
  z
    .string()
    .refine((value) => value.isWellFormed() && !value.includes("\0"), {
      error: "must be well-formed Unicode without NUL",
    })
    .refine((value) => [...value].length >= min && [...value].length <= max, {
      error: `must have ${min === 0 ? "at most" : `${min} to`} ${max} characters`,
      params: { code: "value_out_of_range" satisfies InvalidInputCode },
    })
    // The bounds again for the OpenAPI document, which can't read a check.
    .meta({ minLength: min, maxLength: max });

/** Parses input at the edge of an operation; the first complaint becomes the refusal. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): Outcome<z.output<S>> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const { code, message, param } = complaint(parsed.error.issues, input);
  return invalidInput(code, message, param);
}

/** The refusal for an unusable idempotency key, or null. */
export function keyRefusal(key: string | null) {
  const problem = key === null ? null : idempotencyKeyComplaint(key);
  return problem === null ? null : invalidInput("invalid_format", `The idempotency key ${problem}.`, "Idempotency-Key");
}

type Issue = z.core.$ZodIssue;

/** The first issue in contract terms: its code, a sentence, the member's path with dots. */
export function complaint(
  issues: readonly Issue[],
  input: unknown,
): { code: InvalidInputCode; message: string; param: string | null } {
  const issue = issues[0];
  if (!issue) throw new Error("a failed parse has an issue");
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => [...path, key].join("."));
    return { code: "invalid_request", message: `Unknown member: ${names.join(", ")}.`, param: names[0] ?? null };
  }
  const param = path.join(".") || null;
  const code = issueCode(issue, input);
  const missing = code === "missing_field" && issue.code !== "custom";
  const problem = missing ? "is missing" : issueText(issue);
  return { code, message: `${param ?? "The body"}: ${problem}.`, param };
}

function issueCode(issue: Issue, input: unknown): InvalidInputCode {
  switch (issue.code) {
    case "invalid_type":
    case "invalid_union":
      return valueAt(input, issue.path) === undefined ? "missing_field" : "invalid_format";
    case "too_small":
    case "too_big":
    case "not_multiple_of":
      return "value_out_of_range";
    case "invalid_value":
      if (valueAt(input, issue.path) === undefined) return "missing_field";
      return typeof valueAt(input, issue.path) === "string" ? "value_out_of_range" : "invalid_format";
    case "custom":
      return (issue.params?.code as InvalidInputCode | undefined) ?? "invalid_format";
    default:
      return "invalid_format";
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
