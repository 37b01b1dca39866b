import type { ContractVersion } from "../domain/contract-version.ts";
import { characterBody, imageBody, refSetBody } from "./resources.ts";

/** The functions that render each resource in one version of the API contract. */
export type Renderers = {
  readonly character: typeof characterBody;
  readonly image: typeof imageBody;
  readonly refSet: typeof refSetBody;
};

/** A second version gets an entry here, and its own function for each resource that it renders differently. */
const RENDERERS: Readonly<Record<ContractVersion, Renderers>> = {
  "2026-05-15": { character: characterBody, image: imageBody, refSet: refSetBody },
};

export function renderersOf(version: ContractVersion): Renderers {
  return RENDERERS[version];
}
