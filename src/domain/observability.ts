type Log = (fields: Record<string, unknown>, message: string) => void;

/** The part of pino that is used: fields first, then a constant message. */
export type Logger = { readonly debug: Log; readonly info: Log; readonly warn: Log; readonly error: Log };

/** Which part of the HTTP server answered. */
export type RequestPart = "graphql" | "rest" | "storage" | "other";

/**
 * What a process counts about itself, for `/metrics`. Labels are closed sets: no id, key or text of a caller ever
 * becomes one.
 */
export type Metrics = {
  /** An HTTP request was answered; `seconds` null for an event stream, whose length says nothing. */
  readonly request: (part: RequestPart, status: number, seconds: number | null) => void;
  /** A paid call was decided: `accepted`, `replayed`, or the kind of the refusal. */
  readonly accept: (outcome: string) => void;
  /** A provider call ended: `delivered`, or the kind of the failure. */
  readonly providerCall: (result: string, seconds: number) => void;
  /** Everything in Prometheus' text format, with the database's own numbers as they are now. */
  readonly text: (gauges: Gauges | null) => Promise<string>;
  readonly contentType: string;
};

/** What the database knows, over all processes. */
export type Gauges = {
  readonly syntheses_running: number;
  /** Accepted, and no worker has begun. */
  readonly syntheses_waiting: number;
  /** Age of the oldest running synthesis in seconds; 0 when there is none. */
  readonly oldest_synthesis_seconds: number;
  readonly credits_held: number;
  /** Teams whose sums differ from their ledger: anything but 0 is a bug. */
  readonly unbalanced_teams: number;
};

/** Attributes of a span: of closed sets, ids or numbers. Never a key, a prompt, a signed URL or another text of a caller. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** What a process tells about the way of its calls, for OpenTelemetry. */
export type Tracer = {
  /** Runs the work of a request from outside, whose `traceparent` (W3C Trace Context) may name the caller's own span. */
  readonly request: <T>(
    traceparent: string | undefined,
    attributes: SpanAttributes,
    work: () => Promise<T>,
  ) => Promise<T>;
  /** Runs a turn at a synthesis. All turns at one, in whichever processes, are one trace, which the accept points to. */
  readonly synthesis: <T>(id: string, name: string, work: () => Promise<T>) => Promise<T>;
  /** Runs a part of whatever is under way. What it throws marks it as failed. */
  readonly span: <T>(name: string, attributes: SpanAttributes, work: () => Promise<T>) => Promise<T>;
  /** Adds attributes to the span under way; `name` is what it is called from now on. */
  readonly note: (attributes: SpanAttributes, name?: string) => void;
  /** Points from the span under way to the trace of a synthesis. */
  readonly point: (synthesisId: string) => void;
  /** Sends what was not sent yet, for a limited time. */
  readonly stop: () => Promise<void>;
};

/** Without a place to send traces to, nothing is noted. */
export const NO_TRACER: Tracer = {
  request: (_traceparent, _attributes, work) => work(),
  synthesis: (_id, _name, work) => work(),
  span: (_name, _attributes, work) => work(),
  note: () => {},
  point: () => {},
  stop: async () => {},
};
