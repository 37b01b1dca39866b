/** The four synthesized poses in the order in which refs are listed. The portrait is made first. */
export const SYNTHESIZED_POSES = ["portrait", "front", "side", "back"] as const;

/** Every pose that a ref can have. `other` is that of an uploaded image. */
export const POSES = [...SYNTHESIZED_POSES, "other"] as const;

export type SynthesizedPose = (typeof SYNTHESIZED_POSES)[number];
export type Pose = (typeof POSES)[number];

/** What a character looks like. Absent members are not set. A character without any attributes has `null` instead. */
export type CharacterAttributes = {
  readonly gender?: string;
  /** Whole years, 1–120. */
  readonly age?: number;
  readonly ethnicity?: string;
  readonly hair_color?: string;
  readonly hair_style?: string;
  readonly eye_color?: string;
  readonly body_type?: string;
  /** Free text, at most 1000 characters. */
  readonly additional_details?: string;
};

/** The attributes in the order in which both transports return them. */
export const ATTRIBUTE_NAMES = [
  "gender",
  "age",
  "ethnicity",
  "hair_color",
  "hair_style",
  "eye_color",
  "body_type",
  "additional_details",
] as const satisfies readonly (keyof CharacterAttributes)[];

/** States of a character. `deleted` appears only in events. */
export const CHARACTER_STATUSES = ["synthesizing", "reviewing", "ready", "failed"] as const;
export const EVENT_STATUSES = [...CHARACTER_STATUSES, "deleted"] as const;

export type CharacterStatus = (typeof CHARACTER_STATUSES)[number];
export type EventStatus = (typeof EVENT_STATUSES)[number];

/** What happens to a character; each name is an edge label of the state diagram. */
export type CharacterAction =
  | "resynthesize"
  | "regenerate_ref"
  | "save"
  | "restore_ref_set"
  | "cancel"
  | "update"
  | "delete";

/**
 * The statuses in which an action is allowed. SQL receives these lists as arguments, so that they are defined only
 * here.
 */
export const ELIGIBLE_STATUSES = {
  resynthesize: ["reviewing", "ready", "failed"],
  regenerate_ref: ["reviewing", "ready", "failed"],
  save: ["reviewing", "ready"],
  restore_ref_set: ["reviewing", "ready", "failed"],
  cancel: ["synthesizing"],
  update: ["synthesizing", "reviewing", "ready", "failed"],
  delete: ["synthesizing", "reviewing", "ready", "failed"],
} as const satisfies Record<CharacterAction, readonly CharacterStatus[]>;

/**
 * Every legal change of status; `null` means that the character did not exist. A change of only the name, attributes
 * or refs keeps the status, so `from === to` is legal for every status but `deleted`.
 */
export const STATUS_EDGES: readonly (readonly [EventStatus | null, EventStatus])[] = [
  [null, "synthesizing"],
  [null, "ready"],
  ["synthesizing", "reviewing"],
  ["synthesizing", "ready"],
  ["synthesizing", "failed"],
  ["reviewing", "ready"],
  ["reviewing", "synthesizing"],
  ["ready", "synthesizing"],
  ["failed", "synthesizing"],
  ["failed", "reviewing"],
  ["synthesizing", "deleted"],
  ["reviewing", "deleted"],
  ["ready", "deleted"],
  ["failed", "deleted"],
];
