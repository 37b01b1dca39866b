import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it arrived. */
export type Seen = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type FakeCall = {
  readonly seen: Seen;
  readonly response: ServerResponse;
  /** `http://127.0.0.1:port` of this server. */
  readonly origin: string;
  /** Bills this call. */
  readonly bill: () => void;
};

/** What the vendor does with a request that it has read completely. */
export type Behaviour = (call: FakeCall) => void | Promise<void>;

export type FakeVendor = AsyncDisposable & {
  readonly origin: string;
  readonly calls: readonly Seen[];
  readonly billed: () => number;
  readonly become: (behaviour: Behaviour) => void;
  /** Forgets all calls and bills. */
  readonly forget: () => void;
  /** The paid requests among the calls. */
  readonly posts: () => readonly Seen[];
};

/** A vendor on loopback that counts and bills calls. `resetUnread` closes every connection before reading the request. */
export async function startFakeVendor(
  first: Behaviour,
  options: { resetUnread?: boolean; port?: number } = {},
): Promise<FakeVendor> {
  let behaviour = first;
  let billed = 0;
  const calls: Seen[] = [];
  const server = createServer(async (request, response) => {
    if (options.resetUnread) {
      request.socket.resetAndDestroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    const seen: Seen = { method, path: url, headers, body: Buffer.concat(chunks) };
    calls.push(seen);
    const bill = () => {
      billed += 1;
    };
    await behaviour({ seen, response, origin, bill });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    calls,
    billed: () => billed,
    become: (next) => {
      behaviour = next;
    },
    forget: () => {
      calls.length = 0;
      billed = 0;
    },
    posts: () => calls.filter(({ method }) => method === "POST"),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The fields of a multipart request. */
export function formOf({ body, headers }: Seen): Promise<FormData> {
  return new Response(new Uint8Array(body), { headers: { "content-type": headers["content-type"] ?? "" } }).formData();
}

export const jsonOf = ({ body }: Seen): Record<string, unknown> => JSON.parse(body.toString("utf8"));
