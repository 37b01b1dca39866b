import { lerp, type Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import { type Frame, GROUND } from "./frame.ts";
import { bent } from "./joints.ts";
import type { Leg } from "./rig.ts";

type Stance = { weight: 1 | -1; swing: number; step: number; view: "front" | "back" };

/** The leg that carries stands under the head, the free one is bent and stands aside; the free one is drawn first. */
export function legsOf(frame: Frame, { weight, swing, step, view }: Stance): Leg[] {
  const { k } = frame;
  const thigh = frame.hipHalf * 0.5;
  const w = frame.leg;
  const widths = pairs`0 ${frame.hipHalf * 0.5}, 0.16 ${Math.min(40 * w, frame.hipHalf * 0.5)}, 0.46 ${25.5 * w},
    0.55 ${24 * w}, 0.7 ${26.5 * w}, 0.92 ${14.5 * Math.sqrt(w * k)}, 1 ${14.5 * Math.sqrt(w * k)}`;
  const leg = (side: 1 | -1): Leg => {
    const carries = side === weight;
    const hip: Point = [weight * swing + side * thigh, frame.hip + 12 * k - (carries ? 3 : -3) * k];
    const spread = carries ? thigh * 0.62 - swing * 0.35 : thigh + (5 + 51 * step) * k;
    const footY = GROUND - (carries ? 0 : (view === "front" ? -1 : 1) * 6 * step * k);
    const ankle: Point = [side * spread, footY - 50 * k];
    const knee: Point = [
      lerp(hip[0], ankle[0], carries ? 0.5 : 0.62) + side * (carries ? 2 : 4 + 6 * step) * k,
      frame.knee + (carries ? 0 : 5 * k),
    ];
    return {
      side,
      far: false,
      centre: bent(hip, knee, ankle),
      widths,
      sole: [ankle[0], footY],
      footTurn: side * (carries ? 13 : 20 + 12 * step),
    };
  };
  return [leg(-weight as 1 | -1), leg(weight)];
}
