import { restoreRefSet } from "../../operations/change-character.ts";
import { listRefSets } from "../../operations/list-ref-sets.ts";
import { characterSchema, listBody, listSchema, refSetSchema } from "../resources.ts";
import { pageParameters, route } from "../route.ts";
import { EXAMPLE_CHARACTER, EXAMPLE_REF_SET } from "./examples.ts";

const { limit, starting_after } = pageParameters("set", "2");

export const listRefSetsRoute = route({
  method: "get",
  path: "/v1/characters/{id}/refs/sets",
  status: 200,
  idArgument: "characterId",
  query: { limit, starting_after: { ...starting_after, description: "Number of the last set of the page before." } },
  operation: listRefSets,
  docs: {
    summary: "List a character's sets of refs",
    description: "All there ever were, newest first. An earlier one becomes current again by `refs/restore`.",
    response: {
      schema: listSchema(refSetSchema, "RefSetList"),
      example: listBody({ data: [EXAMPLE_REF_SET], hasMore: false, nextCursor: null }, (set) => set),
    },
    inputErrors: ["value_out_of_range", "invalid_page_token"],
  },
  render: (list, show) => ({ body: listBody(list, show.refSet) }),
});

export const restoreRefSetRoute = route({
  method: "post",
  path: "/v1/characters/{id}/refs/restore",
  status: 200,
  idArgument: "characterId",
  operation: restoreRefSet,
  docs: {
    summary: "Make an earlier set current again",
    description: "Free. The way out of `failed`, which becomes `reviewing`; from other states the status stays.",
    examples: [{ number: 1 }],
    response: { schema: characterSchema, example: EXAMPLE_CHARACTER },
    inputErrors: ["missing_field", "value_out_of_range"],
  },
  render: (character, show) => ({ body: show.character(character) }),
});
