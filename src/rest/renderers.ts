import type { ContractVersion } from "../domain/contract-version.ts";
import { characterBody } from "./v1/character-body.ts";
import { imageBody } from "./v1/image-body.ts";
import { refSetBody } from "./v1/ref-set-body.ts";

/** How one contract version prints each resource. */
type Renderers = {
  readonly character: typeof characterBody;
  readonly image: typeof imageBody;
  readonly refSet: typeof refSetBody;
};

/** A second version gets an entry here, and a file of its own for each resource it prints differently. */
const RENDERERS: Readonly<Record<ContractVersion, Renderers>> = {
  "2026-05-15": { character: characterBody, image: imageBody, refSet: refSetBody },
};

export function renderersOf(version: ContractVersion): Renderers {
  return RENDERERS[version];
}
