import type { Ink } from "../core/ink.ts";
/** stub */
export function drawHat(_ink: Ink): { behind: string; front: string } { return { behind: "", front: "" }; }
