import { accessToken } from "../recipes/token.ts";
import * as plain from "./plain.ts";
import { apolloStory, relayStory, urqlStory } from "./stories.ts";

/** The functions that a test can call in the page. */
Object.assign(globalThis, { recipe: { accessToken, plain, apollo: apolloStory, urql: urqlStory, relay: relayStory } });
