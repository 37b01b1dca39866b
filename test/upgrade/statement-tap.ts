import { type AddressInfo, connect, createServer } from "node:net";

/** A statement as a process sends it, with the types of its parameters as far as it names them (0: it does not). */
export type SentStatement = { readonly text: string; readonly types: readonly number[] };

/** A wire to a PostgreSQL server that notes every statement which passes. */
export type StatementTap = AsyncDisposable & {
  /** The same database, reached through the tap. */
  readonly url: string;
  /** Each statement once. Those of migrations are left out: only the version that migrates sends them. */
  readonly statements: () => readonly SentStatement[];
};

const TYPED_HEADER = 5;
const UNTYPED_HEADER = 4;
const MIGRATES = /application_name\0retake migrate\0/;

export async function startStatementTap(databaseUrl: string): Promise<StatementTap> {
  const seen = new Map<string, SentStatement>();
  const target = new URL(databaseUrl);
  const server = createServer((client) => {
    const database = connect(Number(target.port || 5432), target.hostname);
    const read = createReader((statement) => seen.set(JSON.stringify(statement), statement));
    client.on("data", read);
    client.pipe(database).pipe(client);
    for (const socket of [client, database]) {
      socket.on("error", () => socket.destroy());
      socket.on("close", () => [client, database].map((end) => end.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    statements: () => [...seen.values()].sort((a, b) => (a.text < b.text ? -1 : 1)),
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

/** Reads a client's side of the protocol from its first byte on. */
function createReader(found: (statement: SentStatement) => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  let header = UNTYPED_HEADER;
  let isOfInterest = true;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= header) {
      const length = rest.readUInt32BE(header - 4) + header - 4;
      if (rest.length < length) return;
      const body = rest.subarray(header, length);
      if (header === UNTYPED_HEADER) isOfInterest = !MIGRATES.test(body.toString("latin1"));
      else if (isOfInterest) readMessage(rest.toString("latin1", 0, 1), body, found);
      rest = rest.subarray(length);
      header = TYPED_HEADER;
    }
  };
}

function readMessage(type: string, body: Buffer, found: (statement: SentStatement) => void): void {
  const texts = body.toString("utf8").split("\0");
  if (type === "Q") found({ text: texts[0] ?? "", types: [] });
  if (type !== "P") return;
  const afterNames = body.indexOf(0, body.indexOf(0) + 1) + 1;
  const types = Array.from({ length: body.readUInt16BE(afterNames) }, (_, nth) =>
    body.readUInt32BE(afterNames + 2 + 4 * nth),
  );
  found({ text: texts[1] ?? "", types });
}
