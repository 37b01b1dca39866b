import type { ServerResponse } from "node:http";
import type { AppContext } from "../context.ts";

/** On every response of the server, and equal to `error.request_id` when it is an error. */
export const REQUEST_ID_HEADER = "Aurous-Request-Id";

/** Gives the request its id, and the response the header, before anything can answer. */
export function assignRequestId(app: AppContext, res: ServerResponse): string {
  const requestId = app.newId("request");
  res.setHeader(REQUEST_ID_HEADER, requestId);
  return requestId;
}
