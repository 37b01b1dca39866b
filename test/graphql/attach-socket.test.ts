import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import type { AppContext } from "../../src/context.ts";
import type { Connection } from "../../src/graphql/websocket/connection.ts";
import type { createProtocol } from "../../src/graphql/websocket/protocol.ts";
import { attachSocket } from "../../src/graphql/websocket/socket-server.ts";

type Protocol = ReturnType<typeof createProtocol>;

test("graphql-ws does not wait for a slow client, because it would treat an ended operation's id as in use meanwhile", () => {
  const sent: string[] = [];
  const connection = {
    send: (text: string) => {
      sent.push(text);
      return new Promise<void>(() => {});
    },
  } as unknown as Connection;
  let send: Parameters<Protocol["opened"]>[0]["send"] = () => {};
  const opened: Protocol["opened"] = (socket) => {
    send = socket.send;
    return async () => {};
  };
  attachSocket({} as AppContext, { opened }, new EventEmitter() as WebSocket, connection);
  expect(send("text")).toBeUndefined();
  expect(sent).toEqual(["text"]);
});
