import WebSocket from "ws";
import type { TestApp } from "../helpers/app.ts";
import { waitFor } from "../helpers/wait-for.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look into messages as a caller would
type Message = { readonly type: string; readonly id?: string; readonly payload?: any };

/** A plain graphql-transport-ws socket with its messages and its close code. */
export type Socket = Disposable & {
  readonly messages: readonly Message[];
  readonly send: (message: unknown) => void;
  /** Waits for the first matching message. */
  readonly got: (fits: (message: Message) => boolean) => Promise<Message>;
  readonly closed: () => Promise<{ code: number; reason: string }>;
  readonly ws: WebSocket;
};

export type SocketOptions = {
  readonly headers?: Record<string, string>;
  readonly protocol?: string;
};

export function openSocket(app: Pick<TestApp, "url">, options: SocketOptions = {}): Socket {
  const url = `${app.url.replace(/^http/, "ws")}/graphql`;
  const ws = new WebSocket(url, options.protocol ?? "graphql-transport-ws", { headers: options.headers ?? {} });
  const messages: Message[] = [];
  let closed: { code: number; reason: string } | null = null;
  const waiting: string[] = [];
  ws.on("open", () => {
    for (const text of waiting.splice(0)) ws.send(text);
  });
  ws.on("message", (data) => messages.push(JSON.parse(String(data)) as Message));
  ws.on("close", (code, reason) => {
    closed = { code, reason: String(reason) };
  });
  ws.on("error", () => {});
  return {
    messages,
    ws,
    send: (message) => {
      const text = typeof message === "string" ? message : JSON.stringify(message);
      if (ws.readyState === ws.CONNECTING) waiting.push(text);
      else ws.send(text);
    },
    got: (fits) => waitFor("a message", () => messages.find(fits)),
    closed: () => waitFor("the close", () => closed),
    [Symbol.dispose]: () => ws.terminate(),
  };
}

/** Opens a socket and authenticates it. */
export async function connectSocket(app: Pick<TestApp, "url">, apiKey: string): Promise<Socket> {
  const socket = openSocket(app);
  socket.send({ type: "connection_init", payload: { "x-api-key": apiKey } });
  await socket.got(({ type }) => type === "connection_ack");
  return socket;
}

export const subscribeMessage = (id: string, query: string, variables: Record<string, unknown> = {}) => ({
  id,
  type: "subscribe",
  payload: { query, variables },
});
