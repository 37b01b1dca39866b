import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { AppContext } from "../../../context.ts";
import { withHttpStatus } from "../http-status.ts";
import { presentResult } from "../present-result.ts";
import type { Incoming } from "./use-incoming.ts";

/** The last word on every answer over HTTP: errors as callers see them, and the status. Streams did it themselves. */
export function useAnswers(app: AppContext): Plugin<object, Incoming> {
  return {
    onResultProcess: ({ result, setResult, serverContext: { requestId } }) => {
      if (isAsyncIterable(result)) return;
      const plain = result as ExecutionResult;
      setResult(withHttpStatus(presentResult(app, requestId, plain), plain));
    },
  };
}
