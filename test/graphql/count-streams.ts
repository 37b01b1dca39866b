import type { AppContext } from "../../src/context.ts";
import type { Feed } from "../../src/events/feed.ts";

/** Counts the character streams that the feed serves from now on. */
export function countStreams(app: AppContext): () => number {
  const feed = app.feed as { character: Feed["character"] };
  const { character } = feed;
  let open = 0;
  feed.character = async function* (...args) {
    open += 1;
    try {
      yield* character(...args);
    } finally {
      open -= 1;
    }
  };
  return () => open;
}
