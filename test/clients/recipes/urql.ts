import { Client, fetchExchange, mapExchange, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { USER_ERRORS } from "./documents.ts";
import { subscribe } from "./live.ts";
import { keepNewest } from "./newest.ts";
import { retakeFetch } from "./retake-fetch.ts";
import { RETAKE_URL } from "./settings.ts";

/** Types without an id. Graphcache stores them inside their parent objects. */
export const EMBEDDED = [
  "CharacterAttributes",
  "CharacterRef",
  "CharacterStatusChange",
  "CostEstimate",
  "Credits",
  "Generation",
  "InputIssue",
  "Progress",
  "RateLimit",
  "SynthesisProgress",
  "UploadHeader",
];

export const client = new Client({
  url: `${RETAKE_URL}/graphql`,
  fetch: retakeFetch,
  preferGetMethod: false,
  exchanges: [
    cacheExchange({
      possibleTypes: { UserError: USER_ERRORS },
      keys: Object.fromEntries(EMBEDDED.map((name) => [name, () => null])),
      updates: {
        Subscription: {
          characterStatusChanged: ({ characterStatusChanged }, { id }, cache) => {
            const { status } = characterStatusChanged as { status: string };
            if (status === "DELETED") cache.invalidate({ __typename: "Character", id: String(id) });
          },
        },
      },
    }),
    // After the cache in this list, so that it gets each result before the cache does.
    mapExchange({ onResult: (result) => ({ ...result, data: keepNewest(result.data) }) }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = "", variables }) => ({
        subscribe: (sink) => ({ unsubscribe: subscribe(query, { ...variables }, sink) }),
      }),
    }),
  ],
});
