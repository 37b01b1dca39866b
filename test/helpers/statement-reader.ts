/** Parses what a client sends to PostgreSQL and finds the statement of each execution. */
export type StatementReader = {
  /** Reads the next bytes. Returns the executed statements: SQL text, then the parameters as sent. */
  readonly read: (bytes: Buffer) => readonly string[];
};

const NAMELESS_HEADER = 4;
const TYPED_HEADER = 5;
/** The code of a request for TLS, which has no message type and precedes the first message. */
const SSL_REQUEST = 80_877_103;

/** The client's side of the protocol, from its first byte on. */
export function createStatementReader(): StatementReader {
  const prepared = new Map<string, string>();
  let rest = Buffer.alloc(0);
  let started = false;

  /** Takes one complete message from the front; null when there is none yet. Only the first message, and a request for TLS before it, have no type. */
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
