import { type ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin, processRegularResult } from "graphql-yoga";
import type { AppContext } from "../../../context.ts";
import type { ErrorCode } from "../../../domain/errors.ts";
import { withHttpStatus } from "../http-status.ts";
import { presentResult } from "../present-result.ts";
import type { Incoming } from "./use-incoming.ts";

/**
 * The last word on every answer over HTTP: errors as callers see them, and the status. Streams show their own errors
 * and are written by the transport, which knows the connection; Yoga has only agreed with the caller that it may be
 * one.
 */
export function useAnswers(app: AppContext): Plugin<object, Incoming> {
  return {
    onResultProcess: ({ result, setResult, resultProcessor, setResultProcessor, serverContext }) => {
      if (isAsyncIterable<ExecutionResult>(result)) {
        if (resultProcessor) {
          serverContext.keepStream(result);
          return setResultProcessor((_stream, fetchApi) => new fetchApi.Response(null), "text/event-stream");
        }
        void result[Symbol.asyncIterator]().return?.();
        setResult(notAcceptable(serverContext.requestId));
        return setResultProcessor(processRegularResult, "application/json");
      }
      const plain = result as ExecutionResult;
      setResult(withHttpStatus(presentResult(app, serverContext.requestId, plain), plain));
    },
  };
}

function notAcceptable(requestId: string): ExecutionResult {
  const http = { status: 406, spec: false };
  const extensions = { code: "invalid_request" satisfies ErrorCode, requestId, http };
  return { errors: [new GraphQLError("A subscription over HTTP needs Accept: text/event-stream.", { extensions })] };
}
