/** Examples for `openapi.json`. A test checks each of them against its schema. */

const REF_SIZE = { width: 1024, height: 1536, thumbhash: "3OcRJYB4d3h/iIeHeEh3eIhw+j2w" };

const SIGNATURE = "exp=1764028800&kid=Wm7fQ2Xb&sig=4yq1m0iJ0m4fGJr9l7YJq0cC2r8mX5wFh3kQm1dT9aE";

const blobUrl = (digit: string) =>
  `https://retake.example/storage/v1/team_01HXMQ7Z3K8Y2NABCDEFGHJKMN/${digit}${digit}/${digit.repeat(64)}.webp?${SIGNATURE}`;

const ref = (pose: string, image: string, thumb: string) => ({
  pose,
  url: blobUrl(image),
  ...REF_SIZE,
  thumb_url: blobUrl(thumb),
});

export const EXAMPLE_ATTRIBUTES = {
  gender: "female",
  age: 28,
  ethnicity: "east-asian",
  hair_color: "black",
  hair_style: "shoulder-length straight",
  eye_color: "brown",
  body_type: "athletic",
};

export const EXAMPLE_CHARACTER = {
  id: "char_01HXMQ7Z3K8Y2NABCDEFGHJKMR",
  object: "character",
  name: "Mina",
  status: "ready",
  refs: [ref("portrait", "1", "2"), ref("front", "3", "4"), ref("side", "5", "6"), ref("back", "7", "8")],
  attributes: EXAMPLE_ATTRIBUTES,
  client_reference_id: "crm-4711",
  error_message: null,
  aurous_version: "2026-05-15",
  created_at: "2026-11-02T09:30:00.000Z",
  updated_at: "2026-11-02T09:31:12.480Z",
};

/** The character while a synthesis runs: it shows its previous refs until the new set is complete. */
export const EXAMPLE_SYNTHESIZING = {
  ...EXAMPLE_CHARACTER,
  status: "synthesizing",
  updated_at: "2026-11-02T10:00:00.125Z",
};

/** A new character, which has no refs yet. */
export const EXAMPLE_CREATED = { ...EXAMPLE_SYNTHESIZING, refs: [], created_at: EXAMPLE_SYNTHESIZING.updated_at };

export const EXAMPLE_REF_SET = {
  object: "ref_set",
  number: 1,
  refs: EXAMPLE_CHARACTER.refs,
  synthesis_id: "syn_01HXMQ7Z3K8Y2NABCDEFGHJKMV",
  created_at: "2026-11-02T09:31:12.480Z",
};

export const EXAMPLE_IMAGE = {
  id: "img_01HXMQ7Z3K8Y2NABCDEFGHJKMW",
  object: "image",
  status: "succeeded",
  prompt: "reading in a sunlit library",
  character_id: EXAMPLE_CHARACTER.id,
  ref_set: 1,
  url: blobUrl("9"),
  thumb_url: blobUrl("a"),
  width: 1024,
  height: 1024,
  error_message: null,
  cost: 1,
  aurous_version: "2026-05-15",
  created_at: "2026-11-02T10:00:00.000Z",
  completed_at: "2026-11-02T10:00:09.250Z",
};

export const EXAMPLE_PENDING_IMAGE = {
  ...EXAMPLE_IMAGE,
  status: "pending",
  url: null,
  thumb_url: null,
  completed_at: null,
};

export const EXAMPLE_UPLOAD_URL = `https://retake.example/storage/uploads/upl_01HXMQ7Z3K8Y2NABCDEFGHJKMT?${SIGNATURE}`;
