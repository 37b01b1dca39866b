import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import type { AppContext } from "../../src/context.ts";
import type { Connection } from "../../src/graphql/websocket/connection.ts";
import type { createProtocol } from "../../src/graphql/websocket/protocol.ts";
import { speak } from "../../src/graphql/websocket/speak.ts";

type Protocol = ReturnType<typeof createProtocol>;

test("the protocol does not wait for a peer that is behind: meanwhile an id that has ended would count as in use", () => {
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
  speak({} as AppContext, { opened }, new EventEmitter() as WebSocket, connection);
  expect(send("text")).toBeUndefined();
  expect(sent).toEqual(["text"]);
});
