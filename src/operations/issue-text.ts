import type { z } from "zod";

/** What a wrong type should have been, in the words of JSON. */
const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
};

/** What is wrong with a member and what it must be, to follow its name; own checks bring their own words. */
export function issueText(issue: z.core.$ZodIssue): string {
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
