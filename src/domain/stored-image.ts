import type { Pose } from "./pose.ts";

/** One stored picture: what a ref, an image or a generation keeps of it. Keys are blob keys, never URLs. */
export type StoredImage = {
  readonly key: string;
  readonly thumb_key: string;
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  /** base64 of the thumbhash bytes */
  readonly thumbhash: string;
  readonly bytes: number;
};

/** A picture as a ref of a set. */
export type StoredRef = StoredImage & { readonly pose: Pose };
