import type { RestRoute } from "./route.ts";
import * as characters from "./routes/characters.ts";
import * as images from "./routes/images.ts";
import * as syntheses from "./routes/syntheses.ts";
import * as team from "./routes/team.ts";

/** All routes of `/v1`, in the order in which `openapi.json` lists them. */
export const ROUTES: readonly RestRoute[] = [
  syntheses.resynthesizeCharacterRoute,
  characters.createCharacterRoute,
  characters.getCharacterRoute,
  characters.getSheetRoute,
  characters.listCharactersRoute,
  characters.updateCharacterRoute,
  characters.deleteCharacterRoute,
  characters.saveCharacterRoute,
  syntheses.regenerateCharacterRefRoute,
  syntheses.cancelSynthesisRoute,
  characters.listRefSetsRoute,
  characters.restoreRefSetRoute,
  characters.initUploadRoute,
  images.createImageRoute,
  images.estimateImageRoute,
  images.getImageRoute,
  images.listImagesRoute,
  team.createAccessTokenRoute,
  team.getBalanceRoute,
];
