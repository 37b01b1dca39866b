import type { Ink } from "../core/ink.ts";
import { pick, stream } from "../core/random.ts";
import { contrasting } from "../garments/pattern.ts";
import { TOP_COLORS } from "../traits/color-words.ts";
import { band, chain, pearls, pendant } from "./jewellery.ts";
import { neckphones, stethoscope } from "./neck-things.ts";
import { kerchief, scarf } from "./scarf.ts";
import { bowTie, necktie } from "./ties.ts";

/** What is worn at the neck, over the collar. */
export function drawNeckwear(ink: Ink): string {
  const { details, outfit, seed } = ink.traits;
  const told = details.colors.neckwear;
  const color = told ?? contrasting((outfit.outer ?? outfit.top).color, pick(stream(seed, "neckwear"), TOP_COLORS));
  switch (details.neckwear) {
    case "scarf":
      return scarf(ink, color);
    case "bandana":
      return kerchief(ink, told ?? "#b93a3e");
    case "tie":
      return ink.rig.view === "front" ? necktie(ink, told ?? contrasting(outfit.top.color, "#8c2f3d")) : "";
    case "bow-tie":
      return ink.rig.view === "front" ? bowTie(ink, told ?? "#25232a") : "";
    case "necklace":
      return chain(ink, "#d9b24a", 44, 1.8) + pendant(ink, told ?? "#4f9fb8");
    case "chain":
      return chain(ink, told ?? "#e0ba52", 38, 4.2);
    case "pearls":
      return pearls(ink);
    case "choker":
      return band(ink, told ?? "#25232a");
    case "stethoscope":
      return stethoscope(ink);
    case "headphones":
      return neckphones(ink, told ?? "#2b2a31");
    default:
      return "";
  }
}
