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
    summary: "Make a fresh set of four poses",
    description:
      "From the stored attributes, paid with four generations: held now, taken when all four are there, else given back. " +
      "The character shows its old set until the new one is whole. `force_all` is reserved and changes nothing.",
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
    summary: "Make one pose anew",
    description: "Paid with one generation; the other refs stay. Needs a current set of the four synthesized poses.",
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
    summary: "Stop a running synthesis",
    description:
      "The character goes back to the state it had before, the credits are released. With `synthesis_id` only that run.",
    examples: [{}, { synthesis_id: "syn_01HXMQ7Z3K8Y2NABCDEFGHJKMV" }],
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: [],
  },
  render: ({ character }, show) => ({ body: show.character(character) }),
});
