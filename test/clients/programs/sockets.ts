import { type Client, createClient } from "graphql-ws";
import WebSocket from "ws";

/** The WebSocket client, which sends the key in `connection_init`. */
export function openSockets(url: string, apiKey: string): Client {
  return createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { "x-api-key": apiKey },
  });
}
