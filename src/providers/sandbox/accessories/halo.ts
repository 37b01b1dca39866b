import type { Ink } from "../core/ink.ts";

export function halo(ink: Ink): string {
  const y = -112 - ink.traits.hair.style.top;
  const x = ink.rig.view === "side" ? -10 : 0;
  return `<ellipse cx="${x}" cy="${y}" rx="46" ry="11" fill="none" stroke="#f6dc86" stroke-width="11" stroke-opacity="0.4"/><ellipse cx="${x}" cy="${y}" rx="46" ry="11" fill="none" stroke="#f9e9ad" stroke-width="4.5"/>`;
}
