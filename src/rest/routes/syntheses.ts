import { cancelSynthesis } from "../../operations/change-character.ts";
import { regenerateCharacterRef, resynthesizeCharacter } from "../../operations/resynthesize-character.ts";
import { characterSchema } from "../resources.ts";
import { route } from "../route.ts";
import { EXAMPLE_CHARACTER, EXAMPLE_SYNTHESIZING } from "./examples.ts";

export const resynthesizeCharacterRoute = route({
  method: "post",
  path: "/v1/characters/{id}/resynthesize",
  status: 200,
  operation: resynthesizeCharacter,
  docs: {
    summary: "Resynthesize a character",
    description:
      "Generates four new reference images from the stored attributes. The credits of four generations are held, captured " +
      "when all four images are delivered, and released otherwise. Until all images are delivered, the character " +
      "keeps its current refs. `force_all` has no effect at present.",
    examples: [{}, { force_all: true }],
    response: { schema: characterSchema, example: EXAMPLE_SYNTHESIZING },
    inputErrors: ["missing_field"],
  },
  render: ({ character, replayed }, show) => ({ body: show.character(character), replayed }),
});

export const regenerateCharacterRefRoute = route({
  method: "post",
  path: "/v1/characters/{id}/refs/regenerate",
  status: 200,
  operation: regenerateCharacterRef,
  docs: {
    summary: "Regenerate one pose",
    description:
      "Generates one pose of the current ref set again and keeps the others. The credits of one generation are " +
      "held, captured when the image is delivered, and released otherwise. The current ref set must have the four " +
      "generated poses.",
    examples: [{ pose: "side" }, { pose: "portrait", prompt_override: "a warm smile" }],
    response: { schema: characterSchema, example: EXAMPLE_SYNTHESIZING },
    inputErrors: ["missing_field", "value_out_of_range"],
  },
  render: ({ character, replayed }, show) => ({ body: show.character(character), replayed }),
});

export const cancelSynthesisRoute = route({
  method: "post",
  path: "/v1/characters/{id}/cancel",
  status: 200,
  idArgument: "characterId",
  operation: cancelSynthesis,
  docs: {
    summary: "Cancel a running synthesis",
    description:
      "Cancels the running synthesis and releases its credits. The character returns to its previous status. With " +
      "`synthesis_id`, only that synthesis is cancelled, so that a late call can't cancel a newer one. Free.",
    examples: [{}, { synthesis_id: "syn_01HXMQ7Z3K8Y2NABCDEFGHJKMV" }],
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: [],
  },
  render: ({ character }, show) => ({ body: show.character(character) }),
});
