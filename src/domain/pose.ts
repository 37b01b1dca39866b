/** The four synthesized poses in the order in which refs are listed; the portrait is made first. */
export const SYNTHESIZED_POSES = ["portrait", "front", "side", "back"] as const;

/** Every pose a ref can have: `other` is what an unlabelled upload gets. */
export const POSES = [...SYNTHESIZED_POSES, "other"] as const;

export type SynthesizedPose = (typeof SYNTHESIZED_POSES)[number];
export type Pose = (typeof POSES)[number];
