import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { BenchRequest } from "./scenarios.ts";

/**
 * One persistent connection with a minimal implementation of HTTP/1.1, so that the client needs far less CPU time than
 * the servers it measures. It sends one request at a time.
 */
export type RawClient = {
  /** Resolves with the body when the response is complete. Rejects when it is not the expected one. */
  readonly send: (request: BenchRequest) => Promise<Buffer>;
  readonly close: () => void;
};

const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

export async function openClient(port: number): Promise<RawClient> {
  const socket: Socket = connect({ host: "127.0.0.1", port, noDelay: true });
  let parts: Buffer[] = [];
  let size = 0;
  let answer: Answer | null = null;
  let waiting: (PromiseWithResolvers<Buffer> & { readonly request: BenchRequest }) | null = null;

  const fail = (message: string) => {
    waiting?.reject(new Error(message));
    waiting = null;
    socket.destroy();
  };
  socket.on("data", (bytes) => {
    parts.push(bytes);
    size += bytes.length;
    answer ??= readHead(parts);
    if (!answer || !waiting || !isWhole(answer, parts, size)) return;
    const { status, bodyStart } = answer;
    const { request, resolve } = waiting;
    const body = (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)).subarray(bodyStart);
    if (status !== request.status || !body.includes(request.answered)) {
      return fail(`${status} ${body.toString("utf8", 0, 2_000)}`);
    }
    parts = [];
    size = 0;
    answer = null;
    waiting = null;
    resolve(body);
  });
  socket.on("error", (error) => fail(error.message));
  socket.on("close", () => fail("the server closed the connection"));
  await once(socket, "connect");
  return {
    send: (request) => {
      waiting = { ...Promise.withResolvers<Buffer>(), request };
      socket.write(request.bytes);
      return waiting.promise;
    },
    close: () => {
      waiting = null;
      socket.destroy();
    },
  };
}

type Answer = { readonly status: number; readonly bodyStart: number; readonly length: number | null };

function readHead(parts: Buffer[]): Answer | null {
  if (parts.length > 1) parts.splice(0, parts.length, Buffer.concat(parts));
  const [bytes] = parts;
  const end = bytes?.indexOf(HEAD_END) ?? -1;
  if (!bytes || end < 0) return null;
  const head = bytes.toString("latin1", 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  const bodyStart = end + HEAD_END.length;
  return { status: Number(head.slice(9, 12)), bodyStart, length: length === undefined ? null : Number(length) };
}

/** Without a Content-Length the body is chunked, and the last chunk is empty. */
function isWhole({ bodyStart, length }: Answer, parts: readonly Buffer[], size: number): boolean {
  if (length !== null) return size - bodyStart >= length;
  if (size - bodyStart < LAST_CHUNK.length) return false;
  const tail = Buffer.concat(parts.slice(-LAST_CHUNK.length));
  return tail.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
}
