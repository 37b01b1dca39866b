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

/** In which states an action is allowed. SQL gets these lists as arguments, so there is no second copy. */
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
 * Every legal change of status, `null` being "did not exist". A change that is not of the status (name, attributes,
 * refs) keeps it: `from === to` is legal for every state but deleted.
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
