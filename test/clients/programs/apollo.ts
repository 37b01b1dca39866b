import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client/core";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import type { Start } from "../start.ts";
import { CHANGES, CHARACTER, RESYNTHESIZE } from "./documents.ts";
import { openSockets } from "./sockets.ts";
import { callAgain, createWatch, type Story } from "./story.ts";

/** The types that implement `UserError`. Without them Apollo's cache cannot match fragments on the interface. */
const USER_ERRORS = [
  "CharacterStateError",
  "IdempotencyKeyInUseError",
  "InsufficientCreditsError",
  "InvalidInputError",
  "NotFoundError",
  "RateLimitExceededError",
];

/** Apollo Client with its normalized cache: queries and mutations over HTTP, subscriptions over graphql-ws. */
export async function run({ url, apiKey, id, deliver }: Start): Promise<Story> {
  const sockets = openSockets(url, apiKey);
  const client = new ApolloClient({
    cache: new InMemoryCache({ possibleTypes: { UserError: USER_ERRORS } }),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(sockets),
      new HttpLink({ uri: `${url}/graphql`, headers: { "x-api-key": apiKey } }),
    ),
  });
  try {
    const { data } = await client.query({ query: CHARACTER, variables: { id } });
    if (!data?.character || !data.team) throw new Error("no character");
    const { name, version } = data.character;

    const watch = createWatch();
    const watching = client
      .subscribe({ query: CHANGES, variables: { id, after: version } })
      .subscribe((change) => watch.see(change.data, change.error));
    const resynthesize = async (key: string) => {
      const answer = await client.mutate({ mutation: RESYNTHESIZE, variables: { id, key } });
      if (!answer.data?.resynthesizeCharacter) throw new Error("no data");
      return answer.data.resynthesizeCharacter;
    };
    const [called, seen] = await Promise.all([callAgain(resynthesize, deliver), watch.end]);
    watching.unsubscribe();
    return { before: { name, available: data.team.credits.available }, ...called, ...seen };
  } finally {
    client.stop();
    await sockets.dispose();
  }
}
