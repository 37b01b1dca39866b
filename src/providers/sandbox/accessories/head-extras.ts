import type { Ink } from "../core/ink.ts";
/** stub */
export function drawHeadExtras(_ink: Ink): { behind: string; front: string } { return { behind: "", front: "" }; }
