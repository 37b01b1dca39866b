import type { Traits as Person } from "../traits/traits.ts";

/** Head units that hair, hat or horns stand above the skull. */
export function headroom({ details, hair }: Person): number {
  const hats: Partial<Record<Person["details"]["hat"], number>> = {
    "top-hat": 92,
    tricorn: 30,
    kufi: 24,
    witch: 142,
    chef: 84,
    beanie: 56,
    crown: 46,
    turban: 42,
    cowboy: 42,
    fedora: 34,
    straw: 34,
    helmet: 28,
    hood: 46,
  };
  const extra = details.extras.has("bunny-ears")
    ? 108
    : details.extras.has("antlers")
      ? 92
      : details.extras.has("fox-ears") || details.extras.has("horns")
        ? 66
        : details.extras.has("halo")
          ? 52 + hair.style.top
          : 0;
  const tied =
    hair.style.tie === "bun-top"
      ? 50
      : hair.style.tie === "puffs" || hair.style.tie === "space-buns" || hair.style.tie === "topknot"
        ? 32
        : 0;
  return Math.max(hats[details.hat] ?? 0, extra, details.hat === "none" ? Math.max(hair.style.top, tied) : 0);
}

/** Head units from the middle to the side that must be in a portrait. */
export function breadth({ details, hair }: Person): number {
  if (details.hat === "cowboy" || details.hat === "tricorn" || details.hat === "straw" || details.hat === "witch")
    return 130;
  return 62 + (details.hat === "none" ? hair.style.side : 0);
}
