import { SYNTHESIZED_POSES } from "../../../domain/pose.ts";
import { stream } from "../core/random.ts";
import { drawCharacterSvg } from "../draw-character-svg.ts";
import { rasterize } from "../rasterize.ts";
import type { GalleryPerson } from "./people.ts";

/** Size of a pose as the product makes it. */
const SIZE = { width: 768, height: 1024 } as const;

/** What drawing cost, summed over pictures; times are of the processor. */
export type DrawingCost = { pictures: number; cpuMs: number; svgMs: number; svgBytes: number };

export const noCost = (): DrawingCost => ({ pictures: 0, cpuMs: 0, svgMs: 0, svgBytes: 0 });

/** Rows of the four poses (PNG bytes): the same person in each row, another shot. Adds to `cost` what it took. */
export async function drawRerolls(person: GalleryPerson, rerolls: number, cost: DrawingCost): Promise<Uint8Array[][]> {
  const seeds = stream(0, person.name);
  const seed = (): number => Math.floor(seeds() * 2 ** 32);
  const identitySeed = seed();
  const rows: Uint8Array[][] = [];
  for (let reroll = 0; reroll < rerolls; reroll++) {
    const row: Uint8Array[] = [];
    for (const pose of SYNTHESIZED_POSES) {
      const request = { pose, attributes: person.attributes, identitySeed, seed: seed(), ...SIZE };
      row.push(await drawOne(request, cost));
    }
    rows.push(row);
  }
  return rows;
}

async function drawOne(request: Parameters<typeof drawCharacterSvg>[0], cost: DrawingCost): Promise<Uint8Array> {
  const before = process.cpuUsage();
  const svg = drawCharacterSvg(request);
  cost.svgMs += since(before);
  const picture = await rasterize(svg);
  cost.pictures += 1;
  cost.cpuMs += since(before);
  cost.svgBytes += Buffer.byteLength(svg);
  return picture;
}

/** Milliseconds of processor time, all threads of the process together. */
function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
