import { lerp, type Point } from "../core/geometry.ts";
import { pairs } from "../core/pairs.ts";
import { type Frame, GROUND } from "./frame.ts";
import { bent } from "./joints.ts";
import type { Leg } from "./rig.ts";

/** Height of the footplates of a chair above the ground, in thousandths. */
export const FOOTPLATE = 34;

/** The same body on a seat: everything above the legs is lower, so that the thighs lie at the height of the knees. */
export function seatedFrame(frame: Frame): Frame {
  const drop = frame.knee - 8 * frame.k - frame.crotch;
  const { crown, eyeLine, chin, shoulder, chest, waist, hip, crotch } = frame;
  return {
    ...frame,
    seated: true,
    crown: crown + drop,
    eyeLine: eyeLine + drop,
    chin: chin + drop,
    shoulder: shoulder + drop,
    chest: chest + drop,
    waist: waist + drop,
    hip: hip + drop,
    crotch: crotch + drop,
  };
}

/** Both legs from the front or from behind: the thighs come towards the viewer or go away, only the shanks show. */
export function seatedFacingLegs(frame: Frame): Leg[] {
  const { k, leg: w } = frame;
  const thigh = frame.hipHalf * 0.5;
  const widths = pairs`0 ${thigh}, 0.22 ${Math.min(36 * w, thigh * 0.98)}, 0.4 ${27 * w}, 0.62 ${25 * w},
    0.92 ${14.5 * Math.sqrt(w * k)}, 1 ${14.5 * Math.sqrt(w * k)}`;
  return ([-1, 1] as const).map((side): Leg => {
    const sole: Point = [side * (thigh * 0.86 + 6 * k), GROUND - FOOTPLATE * k];
    const hip: Point = [side * thigh, frame.hip + 14 * k];
    const knee: Point = [side * (thigh + 8 * k), frame.knee + 8 * k];
    const centre = bent(hip, knee, [sole[0], sole[1] - 50 * k]);
    return { side, far: false, centre, widths, sole, footTurn: side * 12 };
  });
}

/** Both legs in profile, the far one first. */
export function seatedProfileLegs(frame: Frame): Leg[] {
  const { k, leg: w } = frame;
  const seat = 45 * (frame.hipHalf / 84);
  const widths = pairs`0 ${seat}, 0.22 ${Math.min(41 * w, seat)}, 0.5 ${30 * w}, 0.6 ${28 * w}, 0.72 ${27 * w},
    0.93 ${16 * Math.sqrt(w * k)}, 1 ${16 * Math.sqrt(w * k)}`;
  const thigh = (GROUND - frame.knee) * 0.8;
  return ([true, false] as const).map((far): Leg => {
    const shift = (far ? 12 : 0) * k;
    const hip: Point = [-6 * k + shift, frame.crotch - 24 * k];
    const knee: Point = [hip[0] + thigh, frame.knee - 26 * k - shift * 0.3];
    const sole: Point = [knee[0] + 16 * k, GROUND - FOOTPLATE * k - shift * 0.3];
    const centre = bent(hip, [lerp(knee[0], sole[0], 0.1), knee[1]], [sole[0], sole[1] - 50 * k]);
    return { side: far ? -1 : 1, far, centre, widths, sole, footTurn: 0 };
  });
}
