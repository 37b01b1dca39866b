import { expect, test } from "vitest";
import { acceptedCreationRow, acceptedSynthesisRow, characterRow, imageRow } from "../../src/db/rows.ts";
import { readRefusal } from "../../src/services/accept/accept.ts";

const REF = { key: "a", thumb_key: "b", width: 1, height: 1, thumbhash: "", bytes: 1, pose: "profile", mood: "new" };
const CHARACTER = {
  id: "char_1",
  team_id: "team_1",
  name: "Mira",
  status: "archived",
  version: 2,
  refs: [REF],
  ref_set_number: 1,
  attributes: { gender: "female", height: "tall" },
  client_reference_id: null,
  error_message: null,
  aurous_version: "2030-01-01",
  created_at: "2026-05-15T12:00:00+00:00",
  updated_at: "2026-05-15T12:00:00+00:00",
  mood: "new",
};
const SYNTHESIS = {
  id: "syn_1",
  character_id: "char_1",
  kind: "upscale",
  status: "paused",
  cost: 4,
  error_code: "provider_too_old",
  started_at: "2026-05-15T12:00:00+00:00",
  finished_at: null,
  generations: [{ pose: "profile", status: "queued", attempt: 0, mood: "new" }],
  mood: "new",
};

const IMAGE = {
  id: "img_1",
  team_id: "team_1",
  status: "queued",
  prompt: "Mira at the sea",
  character_id: null,
  ref_set_number: null,
  image: null,
  width: 1024,
  height: 1024,
  seed: 4_294_967_295,
  error_message: null,
  cost: 1,
  aurous_version: "2030-01-01",
  created_at: "2026-05-15T12:00:00+00:00",
  completed_at: null,
  mood: "new",
};

test("rows with the words and members of a newer version pass unchanged, because their change is committed", () => {
  expect(characterRow.parse(CHARACTER)).toEqual(CHARACTER);
  const accepted = { character: CHARACTER, synthesis: SYNTHESIS };
  expect(acceptedSynthesisRow.parse(accepted)).toEqual(accepted);
  expect(imageRow.parse(IMAGE)).toEqual(IMAGE);
  const creation = { character: CHARACTER, synthesis: null, mood: "new" };
  expect(acceptedCreationRow.parse(creation)).toEqual(creation);
});

test("a refusal for a character in a state of a newer version is that refusal", () => {
  const row = { kind: "character_state", status: "archived" };
  expect(readRefusal(row, null, ["character_state"], ["ready"])).toEqual({ ...row, eligible: ["ready"] });
});

test.each([
  ["without a member", characterRow, { ...CHARACTER, version: undefined }],
  ["whose number is text", characterRow, { ...CHARACTER, version: "2" }],
  ["whose word is a number", characterRow, { ...CHARACTER, status: 1 }],
  ["of an image with a size as text", imageRow, { ...IMAGE, width: "1024" }],
  ["of an accepted run without a synthesis", acceptedSynthesisRow, { character: CHARACTER, synthesis: null }],
  [
    "with a generation without a pose",
    acceptedSynthesisRow,
    { character: CHARACTER, synthesis: { ...SYNTHESIS, generations: [{ status: "queued", attempt: 0 }] } },
  ],
])("a row %s is an error", (_what, schema, row) => {
  expect(schema.safeParse(row).success).toBe(false);
});
