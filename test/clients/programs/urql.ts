import { cacheExchange, createClient, fetchExchange, subscriptionExchange } from "@urql/core";
import type { Start } from "../start.ts";
import { CHANGES, CHARACTER, RESYNTHESIZE } from "./documents.ts";
import { openSockets } from "./sockets.ts";
import { callAgain, createWatch, type Story } from "./story.ts";

/** urql with its document cache: queries and mutations over fetch, subscriptions over graphql-ws. */
export async function run({ url, apiKey, id, deliver }: Start): Promise<Story> {
  const sockets = openSockets(url, apiKey);
  const client = createClient({
    url: `${url}/graphql`,
    fetchOptions: { headers: { "x-api-key": apiKey } },
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = "", variables }) => ({
          subscribe: (sink) => ({ unsubscribe: sockets.subscribe({ query, variables }, sink) }),
        }),
      }),
    ],
  });
  try {
    const { data, error } = await client.query(CHARACTER, { id });
    if (!data?.character || !data.team) throw error ?? new Error("no character");
    const { name, version } = data.character;

    const watch = createWatch();
    const watching = client
      .subscription(CHANGES, { id, after: version })
      .subscribe((change) => watch.see(change.data, change.error));
    const resynthesize = async (key: string) => {
      const answer = await client.mutation(RESYNTHESIZE, { id, key });
      if (!answer.data?.resynthesizeCharacter) throw answer.error ?? new Error("no data");
      return answer.data.resynthesizeCharacter;
    };
    const [called, seen] = await Promise.all([callAgain(resynthesize, deliver), watch.end]);
    watching.unsubscribe();
    return { before: { name, available: data.team.credits.available }, ...called, ...seen };
  } finally {
    await sockets.dispose();
  }
}
