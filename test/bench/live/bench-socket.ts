import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { clientFrame, OPCODE, readFrames } from "./frames.ts";
import { SUBSCRIPTION } from "./subscription.ts";

export type SocketOptions = {
  readonly port: number;
  readonly apiKey: string;
  readonly characterId: string;
  /** One of the loopback addresses, each of which has its own ports. */
  readonly localAddress: string;
  /** Called for each version that arrives after the snapshot. */
  readonly onVersion: (socket: BenchSocket, version: number) => void;
  readonly onBroken: (what: string) => void;
};

/** One subscriber: a TCP connection with a minimal implementation of WebSocket and graphql-transport-ws. */
export type BenchSocket = {
  readonly characterId: string;
  /** The last received version; 0 before the snapshot. */
  last: number;
  readonly socket: Socket;
};

const EMPTY = Buffer.alloc(0);
const VERSION = Buffer.from('"version":');
const NEXT = Buffer.from('"type":"next"');
const ACK = Buffer.from('"connection_ack"');
const HEAD_END = Buffer.from("\r\n\r\n");
const ZERO = 48;
const NINE = 57;

/** Connects, authenticates, subscribes, and resolves when the snapshot has arrived. */
export function openBenchSocket(options: SocketOptions): Promise<BenchSocket> {
  const opened = Promise.withResolvers<BenchSocket>();
  const { port, localAddress, characterId } = options;
  const socket = connect({ host: "127.0.0.1", port, localAddress, noDelay: true });
  const mine: BenchSocket = { characterId, last: 0, socket };
  let rest: Buffer = EMPTY;
  let upgraded = false;

  const fail = (what: string) => {
    opened.reject(new Error(what));
    options.onBroken(what);
    socket.destroy();
  };
  const say = (message: unknown) => socket.write(clientFrame(OPCODE.text, Buffer.from(JSON.stringify(message))));
  const onFrame = (opcode: number, payload: Buffer) => {
    if (opcode === OPCODE.ping) socket.write(clientFrame(OPCODE.pong, payload));
    else if (opcode === OPCODE.close) fail(`closed with ${payload.length >= 2 ? payload.readUInt16BE(0) : "no code"}`);
    else if (payload.includes(NEXT)) {
      const version = versionIn(payload);
      if (version === null) return fail(`no version in ${payload}`);
      if (mine.last > 0) return options.onVersion(mine, version);
      mine.last = version;
      opened.resolve(mine);
    } else if (payload.includes(ACK)) {
      say({ id: "1", type: "subscribe", payload: { query: SUBSCRIPTION, variables: { id: characterId } } });
    } else if (!payload.includes('"type":"p')) fail(`unexpected ${payload}`);
  };

  socket.once("connect", () => socket.write(handshake(port)));
  socket.on("data", (bytes) => {
    let left = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (!upgraded) {
      const end = left.indexOf(HEAD_END);
      if (end >= 0 && !left.subarray(0, 12).equals(Buffer.from("HTTP/1.1 101"))) return fail(`refused: ${left}`);
      rest = left;
      if (end < 0) return;
      upgraded = true;
      left = left.subarray(end + HEAD_END.length);
      say({ type: "connection_init", payload: { "x-api-key": options.apiKey } });
    }
    const over = readFrames(left, onFrame);
    rest = over.length === 0 ? EMPTY : Buffer.from(over);
  });
  socket.on("error", (error) => fail(error.message));
  socket.on("close", () => opened.reject(new Error("closed")));
  return opened.promise;
}

function handshake(port: number): string {
  return [
    "GET /graphql HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "Sec-WebSocket-Protocol: graphql-transport-ws",
    "\r\n",
  ].join("\r\n");
}

/** The first `version` in a message, which is that of the change. */
function versionIn(payload: Buffer): number | null {
  const found = payload.indexOf(VERSION);
  if (found < 0) return null;
  let version = 0;
  for (let at = found + VERSION.length; at < payload.length; at++) {
    const digit = payload[at] ?? 0;
    if (digit < ZERO || digit > NINE) break;
    version = version * 10 + digit - ZERO;
  }
  return version;
}
