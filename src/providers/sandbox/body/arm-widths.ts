import type { Widths } from "../core/limb.ts";
import { pairs } from "../core/pairs.ts";
import type { Frame } from "./frame.ts";

/** Half widths of a bare arm: deltoid, biceps, elbow, forearm, wrist. */
export function armWidths(frame: Frame, muscle: number): Widths {
  const w = frame.arm;
  return pairs`0 ${23 * w}, 0.14 ${(24 + muscle * 3) * w}, 0.3 ${(20.5 + muscle * 2) * w}, 0.5 ${16.5 * w},
    0.63 ${(18 + muscle * 1.5) * w}, 0.88 ${12.4 * Math.sqrt(w * frame.k)},
    1 ${11.4 * Math.sqrt(w * frame.k)}`;
}
