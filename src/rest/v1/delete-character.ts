import { z } from "zod";
import { deleteCharacter } from "../../operations/delete-character.ts";
import { answerWith } from "../answer.ts";
import { noBody } from "../no-body.ts";
import type { RestRoute } from "../route.ts";
import { EXAMPLE_CHARACTER } from "./examples.ts";

const deletedSchema = z
  .strictObject({ id: z.string(), object: z.literal("character"), deleted: z.literal(true) })
  .meta({ id: "DeletedCharacter" });

export const deleteCharacterRoute: RestRoute = {
  method: "delete",
  path: "/v1/characters/{id}",
  status: 200,
  scope: "write",
  bucket: "characters_post",
  keyed: false,
  docs: {
    summary: "Delete a character",
    description: "For good: 404 from then on, its pictures too. Cancels a running synthesis and releases its credits.",
    response: { schema: deletedSchema, example: { id: EXAMPLE_CHARACTER.id, object: "character", deleted: true } },
    errors: ["resource_not_found"],
  },
  handle: async (app, call, { params, body }) => {
    const unwanted = noBody(body);
    if (!unwanted.ok) return unwanted;
    return answerWith(await deleteCharacter(app, call, params.id ?? ""), ({ id }) => ({
      body: { id, object: "character", deleted: true },
    }));
  },
};
