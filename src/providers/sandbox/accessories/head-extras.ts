import type { Ink } from "../core/ink.ts";
import { ears } from "./animal-ears.ts";
import { halo } from "./halo.ts";
import { horns } from "./horns.ts";

/** Horns, animal ears and haloes, in head units. */
export function drawHeadExtras(ink: Ink): { behind: string; front: string } {
  const { extras } = ink.traits.details;
  const behind: string[] = [];
  const front: string[] = [];
  if (extras.has("halo")) (ink.rig.view === "front" ? behind : front).push(halo(ink));
  for (const kind of ["horns", "ram-horns", "antlers", "unicorn"] as const)
    if (extras.has(kind)) front.push(horns(ink, kind));
  for (const kind of ["cat-ears", "fox-ears", "bunny-ears"] as const) if (extras.has(kind)) front.push(ears(ink, kind));
  return { behind: behind.join(""), front: front.join("") };
}
