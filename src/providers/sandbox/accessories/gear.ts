import type { Ink } from "../core/ink.ts";
/** stub */
export function drawGear(_ink: Ink): { behind: string; onBody: string; inHand: string } { return { behind: "", onBody: "", inHand: "" }; }
