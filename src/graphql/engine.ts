import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  validate,
} from "graphql";
import { createYoga, type Plugin } from "graphql-yoga";
import { LRUCache } from "lru-cache";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { KeyedLimiter } from "../domain/limiter.ts";
import type { GraphqlContext } from "./context.ts";
import { executePlanned } from "./execution/execute-query.ts";
import { checkOperation, documentLimitErrors, isNestedTooDeeply, MAX_TOKENS, MAX_VALUE_NESTING } from "./limits.ts";
import { schema } from "./schema.ts";
import { createSubscribe } from "./start-subscription.ts";

/**
 * The engine of HTTP and WebSocket: Yoga's parsing and validation with their cache, and Retake's limits, checks and
 * execution. Both transports run operations through `getEnveloped`; Yoga's HTTP handling is not used.
 */
export function createEngine(app: AppContext, streams: KeyedLimiter) {
  const { introspection } = app.config;
  return createYoga<Partial<GraphqlContext>>({
    schema,
    plugins: [limitDocuments(introspection), checkOperations(streams)],
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: NO_CACHE },
    graphqlEndpoint: "/graphql",
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    maskedErrors: false,
    logging: false,
  });
}

export type Engine = ReturnType<typeof createEngine>;

/** How many validation errors of one document are reported. */
const MAX_VALIDATION_ERRORS = 20;

/**
 * Refuses documents that are too large: by tokens while they are parsed, by everything else before other rules walk
 * them. Without introspection, error messages suggest no names of the schema either.
 */
function limitDocuments(introspection: boolean): Plugin {
  const options = { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: !introspection };
  return {
    onParse: ({ setParseFn }) => {
      setParseFn(parseDocument);
      return ({ result }) => {
        if (result instanceof GraphQLError) result.extensions.code ??= "GRAPHQL_PARSE_FAILED";
      };
    },
    onValidate: ({ params, setResult, setValidationFn, addValidationRule }) => {
      const errors = documentLimitErrors(params.documentAST);
      if (errors.length > 0) return setResult(errors);
      if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
      setValidationFn((validated, document, rules) => validate(validated, document, rules, options));
    },
  };
}

/**
 * Throws `CallError` invalid_request for what would overflow the parser's stack, `GraphQLError` for what does not
 * parse.
 */
function parseDocument(text: string): DocumentNode {
  if (!isNestedTooDeeply(text)) return parse(text, { maxTokens: MAX_TOKENS });
  const message = `Lists and objects in the document are nested deeper than ${MAX_VALUE_NESTING} levels.`;
  throw new CallError("invalid_request", message);
}

/** Runs the checks that need variables or the caller, then executes the operation. */
function checkOperations(streams: KeyedLimiter): Plugin<GraphqlContext> {
  const subscribe = createSubscribe(streams);
  return {
    onExecute: ({ args, setExecuteFn, setResultAndStopExecution }) => {
      const errors = checkErrors(args, args.contextValue);
      if (errors.length > 0) return setResultAndStopExecution({ errors });
      setExecuteFn(executePlanned);
    },
    onSubscribe: ({ args, setSubscribeFn, setResultAndStopExecution }) => {
      const errors = checkErrors(args, args.contextValue);
      if (errors.length > 0) return setResultAndStopExecution({ errors });
      setSubscribeFn(subscribe);
    },
  };
}

/** Converts an error that a check has thrown to an error of the operation, which then does not run. */
function checkErrors(args: ExecutionArgs, context: GraphqlContext) {
  try {
    return checkOperation(args, context);
  } catch (error) {
    return [refusedWith(error instanceof Error ? error : new Error(String(error)))];
  }
}

function refusedWith(originalError: Error): GraphQLError {
  return new GraphQLError("refused", { originalError });
}

/**
 * Limits the cache of parsed documents, in characters of text. A syntax tree needs about 50 times as much memory: 100
 * MB.
 */
const MAX_CACHED_TEXT = 2 * 1024 * 1024;
/** Longer documents are parsed each time: few clients send them, and they would evict many others. */
const MAX_CACHED_DOCUMENT = 32 * 1024;

/**
 * Parsed documents by their text. Yoga caches the result of validation by the parsed document, so it is bounded too.
 */
function createDocumentCache() {
  return new LRUCache<string, DocumentNode>({
    maxSize: MAX_CACHED_TEXT,
    maxEntrySize: MAX_CACHED_DOCUMENT,
    sizeCalculation: (_document, text) => text.length + 1,
  });
}

/** Documents that can't be parsed are not cached. */
const NO_CACHE = { get: () => undefined, set: () => {} };
