import type { RestRoute } from "./route.ts";
import { getBalanceRoute } from "./v1/get-balance.ts";
import { getCharacterRoute } from "./v1/get-character.ts";
import { resynthesizeCharacterRoute } from "./v1/resynthesize-character.ts";
import { saveCharacterRoute } from "./v1/save-character.ts";

/** Every call of `/v1`, in the order in which `openapi.json` lists them. */
export const ROUTES: readonly RestRoute[] = [
  resynthesizeCharacterRoute,
  getCharacterRoute,
  saveCharacterRoute,
  getBalanceRoute,
];
