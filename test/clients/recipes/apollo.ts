import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache, Observable } from "@apollo/client/core";
import { OperationTypeNode, print } from "graphql";
import { map } from "rxjs";
import { CHANGES, USER_ERRORS } from "./documents.ts";
import { subscribe } from "./live.ts";
import { keepNewest } from "./newest.ts";
import { retakeFetch } from "./retake-fetch.ts";
import { RETAKE_URL } from "./settings.ts";

const http = new HttpLink({ uri: `${RETAKE_URL}/graphql`, fetch: retakeFetch });
/** Replaces `GraphQLWsLink`, which copies the variables once and so could not resume after the last event. */
const sockets = new ApolloLink(
  ({ query, variables }) => new Observable((sink) => subscribe(print(query), variables, sink)),
);
const dropOlder = new ApolloLink((operation, forward) => forward(operation).pipe(map(keepNewest)));
const isSubscription = ({ operationType }: ApolloLink.Operation) => operationType === OperationTypeNode.SUBSCRIPTION;

export const client = new ApolloClient({
  cache: new InMemoryCache({ possibleTypes: { UserError: USER_ERRORS } }),
  link: dropOlder.concat(ApolloLink.split(isSubscription, sockets, http)),
});

/** Updates the cached character until the returned function is called. Removes it when it is deleted. */
export function follow(id: string): () => void {
  const changes = client.subscribe<{ characterStatusChanged: { status: string } }>({
    query: gql(CHANGES),
    variables: { id },
  });
  const subscription = changes.subscribe(({ data }) => {
    if (data?.characterStatusChanged.status !== "DELETED") return;
    client.cache.evict({ id: client.cache.identify({ __typename: "Character", id }) ?? id });
  });
  return () => subscription.unsubscribe();
}
