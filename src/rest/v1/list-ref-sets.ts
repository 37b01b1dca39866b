import { listRefSets, listRefSetsQuery } from "../../operations/read-ref-sets.ts";
import { answerWith } from "../answer.ts";
import { listBody, listSchema, pageParameters } from "../list.ts";
import { renderersOf } from "../renderers.ts";
import type { RestRoute } from "../route.ts";
import { EXAMPLE_REF_SET } from "./examples.ts";
import { refSetSchema } from "./ref-set-body.ts";

const { limit, starting_after } = pageParameters("set");

export const listRefSetsRoute: RestRoute = {
  method: "get",
  path: "/v1/characters/{id}/refs/sets",
  status: 200,
  scope: "read",
  bucket: "characters_get",
  keyed: false,
  docs: {
    summary: "List a character's sets of refs",
    description: "All there ever were, newest first. An earlier one becomes current again by `refs/restore`.",
    query: {
      schema: listRefSetsQuery,
      parameters: {
        limit,
        starting_after: { ...starting_after, description: "Number of the last set of the page before." },
      },
    },
    response: {
      schema: listSchema(refSetSchema, "RefSetList"),
      example: listBody({ data: [EXAMPLE_REF_SET], hasMore: false, nextCursor: null }, (set) => set),
    },
    errors: ["value_out_of_range", "invalid_page_token", "resource_not_found"],
  },
  handle: async (app, call, { params, query }) => {
    const render = renderersOf(call.version).refSet;
    return answerWith(await listRefSets(app, call, { characterId: params.id ?? "", query }), (list) => ({
      body: listBody(list, (set) => render(set, app.urls.sign)),
    }));
  },
};
