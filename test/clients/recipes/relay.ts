import {
  Environment,
  type GraphQLResponse,
  Network,
  Observable,
  RecordSource,
  type RecordSourceSelectorProxy,
  Store,
} from "relay-runtime";
import { subscribe } from "./live.ts";
import { keepNewest } from "./newest.ts";
import { retakeFetch } from "./retake-fetch.ts";
import { RETAKE_URL } from "./settings.ts";

export const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(
    async ({ text }, variables) => {
      const response = await retakeFetch(`${RETAKE_URL}/graphql`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
        body: JSON.stringify({ query: text, variables }),
      });
      return keepNewest(await response.json());
    },
    ({ text }, variables) =>
      Observable.create<GraphQLResponse>((sink) =>
        subscribe(text ?? "", variables, {
          next: (result) => sink.next(keepNewest(result) as GraphQLResponse),
          error: (error) => sink.error(error instanceof Error ? error : new Error(JSON.stringify(error))),
          complete: () => sink.complete(),
        }),
      ),
  ),
});

/** The `updater` of a subscription to a character's changes. Removes the character when it is deleted. */
export function removeDeleted(id: string) {
  return (store: RecordSourceSelectorProxy): void => {
    const change = store.getRootField("characterStatusChanged");
    if (change?.getValue("status") === "DELETED") store.delete(id);
  };
}
