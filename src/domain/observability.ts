type Log = (fields: Record<string, unknown>, message: string) => void;

/** The part of pino's interface in use: fields first, then a constant message. */
export type Logger = { readonly debug: Log; readonly info: Log; readonly warn: Log; readonly error: Log };

/** Which part of the HTTP server answered. */
export type RequestPart = "graphql" | "rest" | "storage" | "other";

/**
 * The counters of a process for `/metrics`. Labels come from closed sets and never contain an id, a key or a caller's
 * text.
 */
export type Metrics = {
  /** Counts an answered HTTP request. `seconds` is null for an event stream, whose duration has no meaning. */
  readonly request: (part: RequestPart, status: number, seconds: number | null) => void;
  /** Counts a decided paid call: `accepted`, `replayed` or the kind of the refusal. */
  readonly accept: (outcome: string) => void;
  /** Counts a provider call: `delivered` or the kind of the failure. */
  readonly providerCall: (result: string, seconds: number) => void;
  /** All counters in Prometheus' text format, together with the database's current gauges. */
  readonly text: (gauges: Gauges | null) => Promise<string>;
  readonly contentType: string;
};

/** Gauges read from the database. They cover all processes. */
export type Gauges = {
  readonly syntheses_running: number;
  /** Accepted syntheses that no worker has started. */
  readonly syntheses_waiting: number;
  /** Age of the oldest running synthesis in seconds; 0 when there is none. */
  readonly oldest_synthesis_seconds: number;
  readonly credits_held: number;
  /** Teams whose sums differ from their ledger. Any number but 0 means a bug. */
  readonly unbalanced_teams: number;
};

/**
 * Attributes of a span: values of closed sets, ids and numbers. Never a key, a prompt, a signed URL or other text of
 * a caller.
 */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** The traces of a process, for OpenTelemetry. */
export type Tracer = {
  /** Runs an incoming request in a span. The span continues the trace that `traceparent` (W3C Trace Context) names. */
  readonly request: <T>(
    traceparent: string | undefined,
    attributes: SpanAttributes,
    work: () => Promise<T>,
  ) => Promise<T>;
  /**
   * Runs a part of a synthesis's work. All parts of one synthesis, in any process, form one trace, to which the
   * accept links.
   */
  readonly synthesis: <T>(id: string, name: string, work: () => Promise<T>) => Promise<T>;
  /** Runs a part of the current work in a child span, and marks the span as failed when it throws. */
  readonly span: <T>(name: string, attributes: SpanAttributes, work: () => Promise<T>) => Promise<T>;
  /** Adds attributes to the current span and renames it when `name` is given. */
  readonly note: (attributes: SpanAttributes, name?: string) => void;
  /** Links the current span to the trace of a synthesis. */
  readonly point: (synthesisId: string) => void;
  /** Sends the remaining spans, for a limited time. */
  readonly stop: () => Promise<void>;
};

/** Used without an OpenTelemetry endpoint; records nothing. */
export const NO_TRACER: Tracer = {
  request: (_traceparent, _attributes, work) => work(),
  synthesis: (_id, _name, work) => work(),
  span: (_name, _attributes, work) => work(),
  note: () => {},
  point: () => {},
  stop: async () => {},
};
