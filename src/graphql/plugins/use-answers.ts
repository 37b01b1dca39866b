import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin, processRegularResult } from "graphql-yoga";
import type { AppContext } from "../../context.ts";
import { withHttpStatus } from "../http-status.ts";
import { NOT_ACCEPTABLE_STATUS, notAcceptable } from "../not-acceptable.ts";
import { copyError } from "../present-error.ts";
import { presentResult } from "../present-result.ts";
import { leaveStream } from "../streams.ts";
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
        leaveStream(result);
        const error = notAcceptable(serverContext.requestId);
        const http = { status: NOT_ACCEPTABLE_STATUS, spec: false };
        setResult({ errors: [copyError(error, { ...error.extensions, http })] });
        return setResultProcessor(processRegularResult, "application/json");
      }
      const plain = result as ExecutionResult;
      setResult(withHttpStatus(presentResult(app, serverContext.requestId, plain), plain));
    },
  };
}
