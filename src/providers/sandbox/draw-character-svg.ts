import type { ImageRequest } from "../provider.ts";
import { drawPage } from "./page/page.ts";

/** The picture as SVG text. Pure: the same attributes, seeds and size give the same text; a free picture shows the plain studio. */
export function drawCharacterSvg(
  request: Pick<ImageRequest, "pose" | "attributes" | "identitySeed" | "seed" | "width" | "height">,
): string {
  return drawPage(request, "studio");
}
