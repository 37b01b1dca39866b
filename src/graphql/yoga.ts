import { createYoga } from "graphql-yoga";
import type { AppContext } from "../context.ts";
import type { KeyedLimiter } from "../domain/limiter.ts";
import type { GraphqlContext } from "./context.ts";
import { createDocumentCache, NO_CACHE } from "./document-cache.ts";
import { GRAPHIQL, renderGraphiqlPage } from "./graphiql.ts";
import { useAnswers } from "./plugins/use-answers.ts";
import { useChecks } from "./plugins/use-checks.ts";
import { type Incoming, useIncoming } from "./plugins/use-incoming.ts";
import { useLimits } from "./plugins/use-limits.ts";
import { useStreams } from "./plugins/use-streams.ts";
import { schema } from "./schema.ts";

/**
 * The engine behind both connections: HTTP goes through its request handling, WebSocket through `getEnveloped`, and
 * both through the same parsing, limits, checks and execution. Reading requests, cross-origin rules, masking and
 * logging are ours.
 */
export function createEngine(app: AppContext, streams: KeyedLimiter) {
  const { introspection } = app.config;
  return createYoga<Incoming & Partial<GraphqlContext>>({
    schema,
    plugins: [useIncoming(), useLimits(introspection), useStreams(streams), useChecks(), useAnswers(app)],
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: NO_CACHE },
    graphqlEndpoint: "/graphql",
    graphiql: introspection && GRAPHIQL,
    renderGraphiQL: renderGraphiqlPage,
    landingPage: false,
    cors: false,
    multipart: false,
    maskedErrors: false,
    logging: false,
  });
}

export type Engine = ReturnType<typeof createEngine>;
