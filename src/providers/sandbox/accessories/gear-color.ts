import type { Color } from "../core/color.ts";
import type { Ink } from "../core/ink.ts";

export const gearColor = (ink: Ink, usual: Color): Color => ink.traits.details.colors.gear ?? usual;
