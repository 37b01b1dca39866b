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
