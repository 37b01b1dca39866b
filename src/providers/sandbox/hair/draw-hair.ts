import type { Ink } from "../core/ink.ts";
/** stub */
export function drawHair(_ink: Ink): { behind: string; cap: string; front: string; shadow: string } { return { behind: "", cap: "", front: "", shadow: "M0 0" }; }
