/** Follows what a client sends to PostgreSQL and knows which statement each execution is of. */
export type StatementReader = {
  /** Reads the next bytes; returns the statements they execute: SQL text, then parameters as they were sent. */
  readonly read: (bytes: Buffer) => readonly string[];
};

const NAMELESS_HEADER = 4;
const TYPED_HEADER = 5;
/** The code of a request for TLS, which comes before the first message and has no type either. */
const SSL_REQUEST = 80_877_103;

/** A client's side of the protocol, from its first byte on. */
export function createStatementReader(): StatementReader {
  const prepared = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let started = false;

  /** Takes one whole message off the front; null when there is none yet. Only the first, and a request for TLS before it, have no type. */
  const take = (): { type: string; body: Buffer } | null => {
    const header = started ? TYPED_HEADER : NAMELESS_HEADER;
    if (rest.length < header) return null;
    const length = rest.readUInt32BE(header - 4) + header - 4;
    if (rest.length < length) return null;
    const message = { type: started ? rest.toString("latin1", 0, 1) : "", body: rest.subarray(header, length) };
    rest = rest.subarray(length);
    started ||= message.body.length !== 4 || message.body.readUInt32BE() !== SSL_REQUEST;
    return message;
  };

  return {
    read: (bytes) => {
      rest = Buffer.concat([rest, bytes]);
      const executed: string[] = [];
      for (let message = take(); message; message = take()) {
        const { type, body } = message;
        const [first = "", second = ""] = body.toString("utf8").split("\0", 2);
        if (type === "P") prepared.set(first, second);
        if (type === "Q") executed.push(first);
        if (type === "B") executed.push(`${prepared.get(second) ?? ""} ${body.toString("utf8")}`);
      }
      return executed;
    },
  };
}
