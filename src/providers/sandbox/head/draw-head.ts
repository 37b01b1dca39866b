import type { Ink } from "../core/ink.ts";
import { oval } from "../core/sheet.ts";
/** stub */
export function drawHead(ink: Ink): { behind: string; front: string } { return { behind: "", front: oval(0, 0, 54, 76, ink.traits.skin) }; }
