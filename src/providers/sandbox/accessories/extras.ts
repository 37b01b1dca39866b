import type { Ink } from "../core/ink.ts";
/** stub */
export function drawExtras(_ink: Ink): { behind: string; onBack: string } { return { behind: "", onBack: "" }; }
