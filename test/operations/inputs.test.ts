import { describe, expect, test } from "vitest";
import { z } from "zod";
import { idToFind } from "../../src/domain/ids.ts";
import { issuesOf } from "../../src/domain/refusals.ts";
import { cancelSynthesis, restoreRefSet } from "../../src/operations/change-character.ts";
import { createCharacter } from "../../src/operations/create-character.ts";
import { idempotencyKeyIssues } from "../../src/operations/idempotent-request.ts";
import { connectImages, createImage } from "../../src/operations/images.ts";
import { idText, inputIssues, parseInput, text } from "../../src/operations/input.ts";
import { regenerateCharacterRef, resynthesizeCharacter } from "../../src/operations/resynthesize-character.ts";
import { argsFromWire } from "../../src/operations/wire-names.ts";

/** `ok`, or the code and the parameter. */
function judge(schema: z.ZodType, input: unknown): string {
  const parsed = parseInput(schema, input);
  if (parsed.ok) return "ok";
  const { refusal } = parsed;
  return refusal.kind === "invalid_input" ? `${refusal.code} ${refusal.param}` : refusal.kind;
}
/** The same for a REST body, without the id of the path. */
function judgeBody({ input }: { readonly input: z.ZodObject }, body: unknown): string {
  const given = Object.fromEntries(
    ["id", "characterId"]
      .filter((name) => name in input.shape && input !== createImage.input)
      .map((name) => [name, "c"]),
  );
  return judge(input, argsFromWire(input, body, given));
}
function message(schema: z.ZodType, input: unknown): string {
  const parsed = parseInput(schema, input);
  return !parsed.ok && parsed.refusal.kind === "invalid_input" ? parsed.refusal.message : "ok";
}

const ID = "up_01HXMQ7Z3K8Y2NABCDEFGHJKMR";
const OTHER_ID = "up_01HXMQ7Z3K8Y2NABCDEFGHJKMS";
const attributes = { age: 3 };

describe("the body of a creation", () => {
  test.each([
    [{ name: "A", generate: true, attributes }, "ok"],
    [{ name: "A", upload_ids: [ID] }, "ok"],
    [{ name: "A", upload_ids: [ID], generate: false, attributes: null, client_reference_id: null }, "ok"],
    [{ name: "A", upload_ids: [ID, OTHER_ID], client_reference_id: "" }, "ok"],
    [{ name: "A", generate: true, attributes, upload_ids: [ID] }, "parameter_invalid_combination upload_ids"],
    [{ name: "A" }, "parameter_invalid_combination generate"],
    [{ name: "A", generate: false }, "parameter_invalid_combination generate"],
    [{ name: "A", generate: null, attributes }, "parameter_invalid_combination generate"],
    [{ name: "A", generate: true }, "missing_field attributes"],
    [{ name: "A", generate: true, attributes: {} }, "missing_field attributes"],
    [{ name: "A", upload_ids: [ID, ID] }, "upload_invalid upload_ids"],
    [{ name: "A", upload_ids: ["x\0"] }, "upload_invalid upload_ids"],
    [{ name: "A", upload_ids: [] }, "value_out_of_range upload_ids"],
    [{ name: "A", upload_ids: Array.from({ length: 7 }, () => ID) }, "value_out_of_range upload_ids"],
    [{ name: "A", upload_ids: ID }, "invalid_format upload_ids"],
    [{ name: "A", upload_ids: [7] }, "invalid_format upload_ids.0"],
    [{ generate: true, attributes }, "missing_field name"],
    [{ name: "", upload_ids: [ID] }, "value_out_of_range name"],
    [{ name: "a".repeat(120), upload_ids: [ID] }, "ok"],
    [{ name: "a".repeat(121), upload_ids: [ID] }, "value_out_of_range name"],
    [{ name: "A", upload_ids: [ID], client_reference_id: "c".repeat(256) }, "ok"],
    [{ name: "A", upload_ids: [ID], client_reference_id: "c".repeat(257) }, "value_out_of_range client_reference_id"],
    [{ name: "A", generate: "yes", attributes }, "invalid_format generate"],
    [{ name: "A", upload_ids: [ID], extra: 1 }, "invalid_request extra"],
    [{ name: "A", generate: true, attributes: { hair: "red" } }, "invalid_request attributes.hair"],
  ])("%j is %s", (body, verdict) => {
    expect(judgeBody(createCharacter, body)).toBe(verdict);
  });
});

describe("the body of an image", () => {
  test.each([
    [{ prompt: "x" }, "ok"],
    [{ prompt: "x", character_id: null, width: null, height: null, seed: null }, "ok"],
    [{ prompt: "x", width: 256, height: 2_048, seed: 0 }, "ok"],
    [{ prompt: "x", width: 255 }, "value_out_of_range width"],
    [{ prompt: "x", height: 2_049 }, "value_out_of_range height"],
    [{ prompt: "x", width: 300.5 }, "invalid_format width"],
    [{ prompt: "x", seed: -1 }, "value_out_of_range seed"],
    [{ prompt: "x", seed: 4_294_967_295 }, "ok"],
    [{ prompt: "x", seed: 4_294_967_296 }, "value_out_of_range seed"],
    [{ prompt: "x", character_id: 5 }, "invalid_format character_id"],
    [{ prompt: "" }, "value_out_of_range prompt"],
    [{ prompt: " \n" }, "value_out_of_range prompt"],
    [{ prompt: "p".repeat(4_000) }, "ok"],
    [{ prompt: "p".repeat(4_001) }, "value_out_of_range prompt"],
    [{}, "missing_field prompt"],
    [{ prompt: "x", style: "y" }, "invalid_request style"],
  ])("%j is %s", (body, verdict) => {
    expect(judgeBody(createImage, body)).toBe(verdict);
  });

  test("keeps a possible character id, and replaces an impossible one by an unknown id", () => {
    const id = "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR";
    expect(idToFind(id)).toBe(id);
    expect(idToFind("x\0")).not.toMatch(/\0/);
  });
});

describe("the other bodies", () => {
  test.each([
    [resynthesizeCharacter, {}, "ok"],
    [resynthesizeCharacter, { force_all: false }, "ok"],
    [resynthesizeCharacter, { force_all: null }, "ok"],
    [resynthesizeCharacter, { force_all: 1 }, "invalid_format force_all"],
    [resynthesizeCharacter, { all: true }, "invalid_request all"],
    [resynthesizeCharacter, [], "invalid_format null"],
    [resynthesizeCharacter, undefined, "missing_field null"],
    [regenerateCharacterRef, { pose: "side" }, "ok"],
    [regenerateCharacterRef, { pose: "side", prompt_override: "" }, "ok"],
    [regenerateCharacterRef, { pose: "side", prompt_override: null }, "ok"],
    [regenerateCharacterRef, { pose: "side", prompt_override: "p".repeat(1_000) }, "ok"],
    [
      regenerateCharacterRef,
      { pose: "side", prompt_override: "p".repeat(1_001) },
      "value_out_of_range prompt_override",
    ],
    [regenerateCharacterRef, { pose: "other" }, "value_out_of_range pose"],
    [regenerateCharacterRef, { pose: 1 }, "invalid_format pose"],
    [regenerateCharacterRef, {}, "missing_field pose"],
    [regenerateCharacterRef, { pose: "side", n: 1 }, "invalid_request n"],
    [cancelSynthesis, {}, "ok"],
    [cancelSynthesis, { synthesis_id: null }, "ok"],
    [cancelSynthesis, { synthesis_id: 1 }, "invalid_format synthesis_id"],
    [cancelSynthesis, { id: "x" }, "invalid_request id"],
    [restoreRefSet, { number: 1 }, "ok"],
    [restoreRefSet, { number: 0 }, "value_out_of_range number"],
    [restoreRefSet, { number: 2_147_483_647 }, "ok"],
    [restoreRefSet, { number: 2_147_483_648 }, "value_out_of_range number"],
    [restoreRefSet, { number: "1" }, "invalid_format number"],
    [restoreRefSet, {}, "missing_field number"],
    [restoreRefSet, { number: 1, n: 1 }, "invalid_request n"],
  ] as const)("case %# is validated by the rules of its operation", (operation, body, verdict) => {
    expect(judgeBody(operation, body)).toBe(verdict);
  });
});

describe("a refusal with several issues", () => {
  /** `code param` of each issue. */
  const issuesIn = ({ input }: { readonly input: z.ZodObject }, body: unknown) => {
    const parsed = parseInput(input, argsFromWire(input, body));
    return parsed.ok ? [] : issuesOf(parsed.refusal).map(({ code, param }) => `${code} ${param}`);
  };

  test("lists every issue, also those of rules about valid members when another member is invalid or unknown", () => {
    expect(issuesIn(createCharacter, { name: "", generate: true, attributes, upload_ids: [ID] })).toEqual([
      "value_out_of_range name",
      "parameter_invalid_combination upload_ids",
    ]);
    expect(issuesIn(createCharacter, { name: "A", extra: 1 })).toEqual([
      "invalid_request extra",
      "parameter_invalid_combination generate",
    ]);
    expect(issuesIn(createCharacter, { name: 5, generate: true })).toEqual([
      "invalid_format name",
      "missing_field attributes",
    ]);
  });

  test.each([
    [{ generate: "yes", upload_ids: [ID] }, "invalid_format generate"],
    [{ generate: true, attributes, upload_ids: "x" }, "invalid_format upload_ids"],
    [{ generate: 0 }, "invalid_format generate"],
    [{ upload_ids: 0 }, "invalid_format upload_ids"],
    [{ generate: "yes" }, "invalid_format generate"],
    [{ generate: true, upload_ids: 0 }, "invalid_format upload_ids"],
    [{ generate: true, attributes: 5 }, "invalid_format attributes"],
    [{ generate: false }, "parameter_invalid_combination generate"],
    [{ upload_ids: [5] }, "invalid_format upload_ids.0"],
  ])("applies no rule to an invalid member: %j has only the issue %j", (body, issue) => {
    expect(issuesIn(createCharacter, { name: "A", ...body })).toEqual([issue]);
  });

  test("lists an empty prompt, an impossible page size and a body of another type once", () => {
    expect(issuesIn(createImage, { prompt: "" })).toEqual(["value_out_of_range prompt"]);
    expect(issuesIn(connectImages, { first: 500, last: 1 })).toEqual(["value_out_of_range first"]);
    expect(issuesIn(connectImages, { first: 1, last: 500 })).toEqual(["value_out_of_range last"]);
    expect(issuesIn(createCharacter, 5)).toEqual(["invalid_format null"]);
  });

  test("lists at most 100 issues", () => {
    const members = Array.from({ length: 150 }, (_, i) => [`m${i}`, i] as const);
    expect(issuesIn(createImage, { prompt: "x", ...Object.fromEntries(members) })).toHaveLength(100);
    const long = z.strictObject({ list: z.array(z.string()) });
    expect(issuesIn({ input: long }, { list: members })).toHaveLength(100);
  });
});

describe("a validation error", () => {
  const schema = z.strictObject({
    a: z.strictObject({ b: z.number() }).optional(),
    many: z.int().multipleOf(5).optional(),
    either: z.union([z.string(), z.number()]).optional(),
    word: z.enum(["x", "y"]).optional(),
    own: z
      .unknown()
      .refine((value) => value === undefined, { error: "is not ours" })
      .optional(),
    mail: z.email().optional(),
    age: z.int().min(1).max(120).optional(),
    ids: z.array(z.string()).min(1).max(2).optional(),
    yes: z.boolean().optional(),
  });

  test.each([
    [{ a: {} }, "missing_field a.b", "a.b: is missing."],
    [{ a: { b: "1" } }, "invalid_format a.b", "a.b: must be a number."],
    [{ a: null }, "invalid_format a", null],
    [{ a: { b: 1, c: 2, d: 3 } }, "invalid_request a.c", "Unknown member: a.c."],
    [{ many: 7 }, "value_out_of_range many", null],
    [{ either: true }, "invalid_format either", null],
    [{ word: "z" }, "value_out_of_range word", "word: must be one of x, y."],
    [{ word: 1 }, "invalid_format word", null],
    [{ age: 0 }, "value_out_of_range age", "age: must be at least 1."],
    [{ age: 121 }, "value_out_of_range age", "age: must be at most 120."],
    [{ age: 1.5 }, "invalid_format age", "age: must be a whole number."],
    [{ ids: [] }, "value_out_of_range ids", "ids: must have at least 1 item."],
    [{ ids: ["a", "b", "c"] }, "value_out_of_range ids", "ids: must have at most 2 items."],
    [{ ids: "a" }, "invalid_format ids", "ids: must be a list."],
    [{ ids: [true] }, "invalid_format ids.0", "ids.0: must be text."],
    [{ yes: 1 }, "invalid_format yes", "yes: must be true or false."],
    [{ own: 1 }, "invalid_format own", "own: is not ours."],
    [{ mail: "x" }, "invalid_format mail", null],
    [3, "invalid_format null", "The body: must be an object."],
  ])("for %j is %s", (input, verdict, sentence) => {
    expect(judge(schema, input)).toBe(verdict);
    if (sentence !== null) expect(message(schema, input)).toBe(sentence);
  });

  test("for an absent union is missing_field", () => {
    expect(judge(z.strictObject({ u: z.union([z.string(), z.number()]) }), {})).toBe("missing_field u");
    expect(judge(z.strictObject({ w: z.enum(["x"]) }), {})).toBe("missing_field w");
    expect(judge(z.strictObject({ list: z.array(z.strictObject({ n: z.number() })) }), { list: [{ n: 1 }, {}] })).toBe(
      "missing_field list.1.n",
    );
  });

  test("of a custom rule keeps its message, also for missing_field", () => {
    const issue: z.core.$ZodIssue = {
      code: "custom",
      path: ["x"],
      message: "needed here",
      params: { code: "missing_field" },
      input: {},
    };
    expect(inputIssues([issue], {})).toEqual([{ code: "missing_field", message: "x: needed here.", param: "x" }]);
  });

  test.each([[{ a: null }], [{ a: "x" }], [{}]])(
    "for a member of a value that is not an object, as in %j, is missing_field",
    (input) => {
      const issue: z.core.$ZodIssue = {
        code: "invalid_type",
        expected: "number",
        path: ["a", "length"],
        message: "Invalid input",
        input: undefined,
      };
      expect(inputIssues([issue], input)).toMatchObject([{ code: "missing_field", param: "a.length" }]);
    },
  );
});

describe("a text", () => {
  test.each([
    ["", "value_out_of_range null"],
    ["ab", "ok"],
    ["🔑🔑🔑", "ok"],
    ["🔑🔑🔑🔑", "value_out_of_range null"],
    ["a\0", "invalid_format null"],
    ["\ud800", "invalid_format null"],
    // Text that cannot be stored is not measured: only the first problem is reported.
    ["\ud800".repeat(9), "invalid_format null"],
  ])("of 1 to 3 code points: %j is %s", (value, verdict) => {
    expect(judge(text(1, 3), value)).toBe(verdict);
  });

  test("publishes its limits in the OpenAPI document and in its messages", () => {
    expect(text(1, 3).meta()).toEqual({ minLength: 1, maxLength: 3 });
    expect(message(text(1, 3), "")).toBe("The body: must have 1 to 3 characters.");
    expect(message(text(0, 3), "four")).toBe("The body: must have at most 3 characters.");
    expect(message(text(1, 3), "\0")).toBe("The body: must be well-formed Unicode without NUL.");
  });

  test("of an id may be any well-formed text", () => {
    expect([judge(idText, ""), judge(idText, "a\0"), judge(idText, "\ud800")]).toEqual([
      "ok",
      "ok",
      "invalid_format null",
    ]);
    expect(message(idText, "\ud800")).toBe("The body: must be well-formed Unicode.");
  });
});

describe("an idempotency key", () => {
  test("may be absent, and is refused with the reason when it is invalid", () => {
    expect([...idempotencyKeyIssues(null), ...idempotencyKeyIssues("k")]).toEqual([]);
    expect(idempotencyKeyIssues("")).toEqual([
      { code: "invalid_format", param: "Idempotency-Key", message: "The idempotency key is empty." },
    ]);
  });
});
