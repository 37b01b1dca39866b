import { GraphQLError, NoSchemaIntrospectionCustomRule, parse, validate } from "graphql";
import type { Plugin } from "graphql-yoga";
import { documentLimitErrors } from "../limits/document-limits.ts";
import { MAX_TOKENS } from "../limits/limits.ts";

/** A document with more mistakes than this is not told all of them. */
const MAX_VALIDATION_ERRORS = 20;

/**
 * Refuses documents that are too large, tokens while they are parsed, the rest before any other rule walks them.
 * Without introspection the schema is not told by suggestions either.
 */
export function useLimits(introspection: boolean): Plugin {
  const options = { maxErrors: MAX_VALIDATION_ERRORS, hideSuggestions: !introspection };
  return {
    onParse: ({ setParseFn }) => {
      setParseFn((source: string) => parse(source, { maxTokens: MAX_TOKENS }));
      return ({ result }) => {
        if (result instanceof GraphQLError) result.extensions.code ??= "GRAPHQL_PARSE_FAILED";
      };
    },
    onValidate: ({ params, setResult, setValidationFn, addValidationRule }) => {
      const errors = documentLimitErrors(params.documentAST);
      if (errors.length > 0) return setResult(errors);
      if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
      setValidationFn((schema, document, rules) => validate(schema, document, rules, options));
    },
  };
}
