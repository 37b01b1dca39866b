import { GraphQLError } from "graphql";
import type { ErrorCode } from "../domain/errors.ts";

/** The status of what `notAcceptable` says. */
export const NOT_ACCEPTABLE_STATUS = 406;

/** What a subscription answers to who accepts JSON alone. */
export function notAcceptable(requestId: string): GraphQLError {
  const extensions = { code: "invalid_request" satisfies ErrorCode, requestId };
  return new GraphQLError("A subscription over HTTP needs Accept: text/event-stream.", { extensions });
}
