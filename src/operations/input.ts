import { z } from "zod";
import { ATTRIBUTE_NAMES, type CharacterAttributes } from "../domain/character.ts";
import { quoted } from "../domain/errors.ts";
import { type InputIssue, type InvalidInputCode, invalidInputs, type Outcome, ok } from "../domain/refusals.ts";
import { argumentName, wireName } from "./wire-names.ts";

/** An id that is only looked up: text that can't be an id is not found rather than refused. */
export const lookupId = z.string();

/** An id inside a body: well-formed text. Whether something has it is found out later. */
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

const word = text(1, 100).nullish();

/** Attributes as callers send them; null members are unset. */
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

/** The attributes that are set, in the order of docs/contract.md "Fields of a character"; null when none is. */
export function setAttributes(input: AttributesInput | null | undefined): CharacterAttributes | null {
  const members = ATTRIBUTE_NAMES.flatMap((name) => {
    const value = input?.[argumentName(name) as keyof AttributesInput];
    return value === undefined || value === null ? [] : [[name, value] as const];
  });
  return members.length === 0 ? null : Object.fromEntries(members);
}

/**
 * Parses the input of an operation. The refusal names every fault, `earlier` ones (of the idempotency key) first.
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
 * For a rule about several members: it is checked whenever these are valid by themselves, whatever else is wrong with
 * the input, so that a refusal names every fault.
 */
export const whenValid = (...members: readonly string[]) => ({
  when: ({ issues }: { issues: readonly { code?: string; path?: PropertyKey[] | undefined }[] }) =>
    !issues.some(({ code, path: [member] = [] }) =>
      member === undefined ? code !== "unrecognized_keys" : members.includes(String(member)),
    ),
});

type Issue = z.core.$ZodIssue;

/** Faults that one refusal names at most: a body has room for tens of thousands of unknown members. */
const MAX_ISSUES = 100;

/** The issues in the terms of docs/contract.md "Error codes": a code, a sentence, the member's path as REST spells it. */
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

/** What a value of the wrong type should have been, in the words of JSON. */
const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

/** What is wrong with a member and what it must be, to follow its name; custom checks bring their own words. */
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
