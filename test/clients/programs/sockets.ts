import { type Client, createClient } from "graphql-ws";
import WebSocket from "ws";

/** The WebSocket side of a client: the key goes into `connection_init`. */
export function openSockets(url: string, apiKey: string): Client {
  return createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { "x-api-key": apiKey },
  });
}
