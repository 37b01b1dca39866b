import { z } from "zod";
import { ATTRIBUTE_NAMES, type CharacterAttributes } from "../domain/character.ts";
import { quoted } from "../domain/errors.ts";
import { type InputIssue, type InvalidInputCode, invalidInputs, type Outcome, ok } from "../domain/refusals.ts";
import { argumentName, wireName } from "./wire-names.ts";

/** An id that is only looked up. Text that can't be an id is not_found and not invalid. */
export const lookupId = z.string();

/** An id inside a body. Only its Unicode is checked here; whether it exists is checked later. */
export const idText = z.string().refine((value) => value.isWellFormed(), { error: "must be well-formed Unicode" });

/**
 * Text of `min` to `max` code points. PostgreSQL and JSON can't store ill-formed Unicode or NUL, so both are refused.
 */
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
    // The bounds are repeated for the OpenAPI document, which can't be generated from a check.
    .meta({ minLength: min, maxLength: max });

const word = text(1, 100).nullish();

/** Attributes as callers send them. Null attributes are not set. */
export const attributesInput = z.strictObject({
  gender: word,
  age: z.int().min(1).max(120).nullish(),
  ethnicity: word,
  hairColor: word,
  hairStyle: word,
  eyeColor: word,
  bodyType: word,
  additionalDetails: text(1, 1000).nullish(),
});

type AttributesInput = z.output<typeof attributesInput>;

/** The attributes that are set, in the order of docs/contract.md "Fields of a character"; null when none is set. */
export function setAttributes(input: AttributesInput | null | undefined): CharacterAttributes | null {
  const members = ATTRIBUTE_NAMES.flatMap((name) => {
    const value = input?.[argumentName(name) as keyof AttributesInput];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return members.length === 0 ? null : Object.fromEntries(members);
}

/**
 * Parses the input of an operation. The refusal lists every issue, with `earlier` ones (of the idempotency key) first.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  earlier: readonly InputIssue[] = [],
): Outcome<z.output<S>, "invalid_input"> {
  const parsed = schema.safeParse(input);
  const [first, ...others] = [...earlier, ...(parsed.success ? [] : inputIssues(parsed.error.issues, input))];
  if (first) return invalidInputs([first, ...others]);
  return ok(parsed.data as z.output<S>);
}

/**
 * For a rule about several members. It is checked when each of them is valid, even when other members are not, so that
 * a refusal lists every issue.
 */
export const whenValid = (...members: readonly string[]) => ({
  when: ({ issues }: { issues: readonly { code?: string; path?: PropertyKey[] | undefined }[] }) =>
    !issues.some(({ code, path: [member] = [] }) =>
      member === undefined ? code !== "unrecognized_keys" : members.includes(String(member)),
    ),
});

type Issue = z.core.$ZodIssue;

/** How many issues one refusal lists. A body could have tens of thousands of unknown members. */
const MAX_ISSUES = 100;

/**
 * Converts zod's issues to those of docs/contract.md "Error codes": a code, a sentence, and the path of the member in
 * REST.
 */
export function inputIssues(issues: readonly Issue[], input: unknown): readonly InputIssue[] {
  return issues.flatMap((issue) => issuesOf(issue, input)).slice(0, MAX_ISSUES);
}

function issuesOf(issue: Issue, input: unknown): readonly InputIssue[] {
  const path = issue.path.map((part) => wireName(String(part)));
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.slice(0, MAX_ISSUES).map((key) => quoted([...path, wireName(key)].join(".")));
    return names.map((name) => ({ code: "invalid_request", message: `Unknown member: ${name}.`, param: name }));
  }
  const param = quoted(path.join(".")) || null;
  const code = issueCode(issue, input);
  const missing = code === "missing_field" && issue.code !== "custom";
  const problem = missing ? "is missing" : issueText(issue);
  return [{ code, message: `${param ?? "The body"}: ${problem}.`, param }];
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

/** The expected types in error messages, in JSON's terms. */
const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

/** Describes what a member must be, as the end of a sentence after its name. Custom checks have their own messages. */
function issueText(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return bound("at least", issue.minimum, issue.origin);
    case "too_big":
      return bound("at most", issue.maximum, issue.origin);
    default:
      return issue.message.replace(/^Invalid input: /, "");
  }
}

function bound(word: "at least" | "at most", limit: number | bigint, origin: string): string {
  if (origin !== "array") return `must be ${word} ${limit}`;
  return `must have ${word} ${limit} ${Number(limit) === 1 ? "item" : "items"}`;
}
