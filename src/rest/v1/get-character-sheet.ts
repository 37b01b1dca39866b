import { getSheet } from "../../operations/get-sheet.ts";
import { answerWith } from "../answer.ts";
import type { RestRoute } from "../route.ts";

export const getCharacterSheetRoute: RestRoute = {
  method: "get",
  path: "/v1/characters/{id}/sheet",
  status: 200,
  scope: "read",
  bucket: "characters_get",
  keyed: false,
  docs: {
    summary: "See a character",
    description:
      "The current set as one contact sheet: its pictures in a row. Not found while the character has no refs. Send the " +
      "ETag as `If-None-Match` for a 304 while the set is the same.",
    response: { picture: "image/webp" },
    etag: true,
    errors: ["resource_not_found"],
  },
  handle: async (app, call, { params }) =>
    answerWith(await getSheet(app, call, params.id ?? ""), ({ bytes, setNumber }) => ({
      body: bytes,
      etagVersion: setNumber,
    })),
};
