import type { RestRoute } from "./route.ts";
import { cancelSynthesisRoute } from "./v1/cancel-synthesis.ts";
import { createAccessTokenRoute } from "./v1/create-access-token.ts";
import { createCharacterRoute } from "./v1/create-character.ts";
import { createImageRoute } from "./v1/create-image.ts";
import { deleteCharacterRoute } from "./v1/delete-character.ts";
import { estimateImageRoute } from "./v1/estimate-image.ts";
import { getBalanceRoute } from "./v1/get-balance.ts";
import { getCharacterRoute } from "./v1/get-character.ts";
import { getCharacterSheetRoute } from "./v1/get-character-sheet.ts";
import { getImageRoute } from "./v1/get-image.ts";
import { initUploadRoute } from "./v1/init-upload.ts";
import { listCharactersRoute } from "./v1/list-characters.ts";
import { listImagesRoute } from "./v1/list-images.ts";
import { listRefSetsRoute } from "./v1/list-ref-sets.ts";
import { regenerateCharacterRefRoute } from "./v1/regenerate-character-ref.ts";
import { restoreRefSetRoute } from "./v1/restore-ref-set.ts";
import { resynthesizeCharacterRoute } from "./v1/resynthesize-character.ts";
import { saveCharacterRoute } from "./v1/save-character.ts";
import { updateCharacterRoute } from "./v1/update-character.ts";

/** Every call of `/v1`, in the order in which `openapi.json` lists them. */
export const ROUTES: readonly RestRoute[] = [
  resynthesizeCharacterRoute,
  createCharacterRoute,
  getCharacterRoute,
  getCharacterSheetRoute,
  listCharactersRoute,
  updateCharacterRoute,
  deleteCharacterRoute,
  saveCharacterRoute,
  regenerateCharacterRefRoute,
  cancelSynthesisRoute,
  listRefSetsRoute,
  restoreRefSetRoute,
  initUploadRoute,
  createImageRoute,
  estimateImageRoute,
  getImageRoute,
  listImagesRoute,
  createAccessTokenRoute,
  getBalanceRoute,
];
