import type { Ink } from "../core/ink.ts";
/** stub */
export function drawNeckwear(_ink: Ink): string { return ""; }
