import type { ContractVersion } from "../domain/contract-version.ts";
import { characterBody, imageBody, refSetBody } from "./resources.ts";

/** How one contract version prints each resource. */
export type Renderers = {
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
