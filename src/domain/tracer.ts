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
