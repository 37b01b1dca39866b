import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { createYoga, type Plugin } from "graphql-yoga";
import { LRUCache } from "lru-cache";
import type { AppContext } from "../context.ts";
import { CallError } from "../domain/errors.ts";
import type { KeyedLimiter } from "../domain/limiter.ts";
import { requireScope } from "../domain/principal.ts";
import type { GraphqlContext } from "./context.ts";
import { executePlanned } from "./execution/execute-query.ts";
import {
  checkHeader,
  documentLimitErrors,
  fragmentsOf,
  isNestedTooDeeply,
  keyArguments,
  MAX_TOKENS,
  MAX_VALUE_NESTING,
  pageLimitErrors,
} from "./limits.ts";
import { schema } from "./schema.ts";
import { createSubscribe } from "./start-subscription.ts";

/** A parsed document. It may run only when `errors` is empty. */
type PreparedDocument = {
  readonly document: DocumentNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The errors of validation and of the document limits. */
  readonly errors: readonly GraphQLError[];
};

type OperationResult = AsyncIterable<ExecutionResult> | ExecutionResult;

/** The arguments of `execute`, with Retake's context. */
type OperationArgs = ExecutionArgs & { readonly contextValue: GraphqlContext };

/** Runs the GraphQL operations of HTTP and WebSocket. */
export type Engine = {
  readonly schema: GraphQLSchema;
  /** Parses and validates a document, or finds a valid one in the cache. Throws `GraphQLError` and `CallError`. */
  readonly prepare: (text: string) => PreparedDocument;
  /** Checks an operation of a valid document and runs it. Throws `CallError` missing_scope and invalid_format. */
  readonly run: (
    prepared: PreparedDocument,
    definition: OperationDefinitionNode,
    args: OperationArgs,
  ) => OperationResult | Promise<OperationResult>;
};

/**
 * Yoga parses and validates with Retake's limits. Retake executes, because Yoga's layers around the execution take a
 * tenth of the CPU time of a read. Yoga's HTTP handling is not used either.
 */
export function createEngine(app: AppContext, streams: KeyedLimiter): Engine {
  const yoga = createYoga({
    schema,
    plugins: [limitDocuments(app.config.introspection)],
    parserAndValidationCache: false,
    graphqlEndpoint: "/graphql",
    graphiql: false,
    landingPage: false,
    cors: false,
    multipart: false,
    maskedErrors: false,
    logging: false,
  });
  const parser = yoga.getEnveloped();
  const documents = createDocumentCache();
  const subscribe = createSubscribe(streams);

  return {
    schema,
    prepare: (text) => {
      const known = documents.get(text);
      if (known) return known;
      const document: DocumentNode = parser.parse(text);
      const errors: readonly GraphQLError[] = parser.validate(schema, document);
      const prepared = { document, fragments: fragmentsOf(document), errors };
      // Not with errors, because each keeps the whole validation in memory: 60 kB for a document of 10 characters.
      if (errors.length === 0) documents.set(text, prepared);
      return prepared;
    },
    run: ({ fragments }, definition, args) => {
      const { call, header } = args.contextValue;
      if (definition.operation === "mutation") requireScope(call.principal, "write");
      const variables = getVariableValues(schema, definition.variableDefinitions ?? [], args.variableValues ?? {}, {
        maxErrors: MAX_VARIABLE_ERRORS,
        hideSuggestions: !app.config.introspection,
      });
      if (variables.errors) return { errors: variables.errors };
      const operation = { definition, fragments, variables: variables.coerced };
      checkHeader(header, keyArguments(schema, operation));
      const tooLarge = pageLimitErrors(schema, operation);
      if (tooLarge.length > 0) return { errors: tooLarge };
      return definition.operation === "subscription" ? subscribe(args) : executePlanned(args, variables.coerced);
    },
  };
}

/** How many errors in the variables of an operation are reported. */
const MAX_VARIABLE_ERRORS = 50;

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

/**
 * The total length of the texts in the cache of parsed documents. A syntax tree needs about 50 bytes for each character
 * of its text, so the cache takes at most 100 MB.
 */
const MAX_CACHED_TEXT = 2 * 1024 * 1024;
/** Added to the length of each text, because the shortest documents also need about 3 kB. */
const CHARACTERS_OF_DOCUMENT = 60;
/** Longer documents are parsed each time: few clients send them, and they would evict many others. */
const MAX_CACHED_DOCUMENT = 32 * 1024;

/**
 * Valid documents by their text.
 * @internal
 */
export function createDocumentCache() {
  return new LRUCache<string, PreparedDocument>({
    maxSize: MAX_CACHED_TEXT,
    maxEntrySize: MAX_CACHED_DOCUMENT,
    sizeCalculation: (_document, text) => text.length + CHARACTERS_OF_DOCUMENT,
  });
}
