/** A character that can be resynthesized, with its team and one of the team's keys. */
export type Work = { readonly teamId: string; readonly apiKey: string; readonly characterId: string };

/** An answer with 200, which the caller relies on from now on. */
export type Acknowledged = {
  readonly teamId: string;
  readonly key: string;
  /** Only the GraphQL answer names it. */
  readonly synthesisId: string | null;
  readonly replayed: boolean;
  /** When the answered attempt was sent and when its answer arrived, by the clock of this process. */
  readonly sentAt: number;
  readonly at: number;
};

export type Load = {
  readonly acknowledged: readonly Acknowledged[];
  /** Answers other than 200, counted by status and code. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Answers that no caller should ever get: wrong status codes, 503 without Retry-After, broken connections. */
  readonly faults: readonly string[];
  /** The number of calls refused with 503 since the given time. */
  readonly unavailableSince: (moment: number) => number;
  /** Ends the load. Every key is retried until its result is known. */
  readonly finish: () => Promise<void>;
};

const TRANSPORTS = ["rest", "graphql"] as const;
type Transport = (typeof TRANSPORTS)[number];

/** The number of concurrent callers. */
const CALLERS = 12;
/** A caller retries each key after this pause, or later when the answer says so, and never gives up. */
const RETRY_MS = 250;
/**
 * A call waits at most 5 s for the look-up of its key, 5 s for its turn and 11.5 s for its statement, whose commit may wait
 * for an absent standby. A longer silence is a fault.
 */
const ANSWER_LIMIT_MS = 30_000;

const DOCUMENT = `mutation ($id: ID!, $key: String) { result: resynthesizeCharacter(id: $id, idempotencyKey: $key) {
  ... on ResynthesizeCharacterSuccess { replayed synthesis { id } }
  ... on UserError { code }
  ... on RateLimitExceededError { retryAfterSeconds }
  ... on IdempotencyKeyInUseError { reason } } }`;

type Answer = {
  readonly status: number;
  /** `ok`, or the code of the refusal. */
  readonly code: string;
  readonly synthesisId: string | null;
  readonly replayed: boolean;
  readonly retryAfter: number | null;
};

/**
 * Resynthesizes all characters repeatedly, each call with a new key and retried with that key, over both transports and all
 * gateways in turn.
 */
export function startLoad(gateways: readonly string[], works: readonly Work[], run: string): Load {
  const acknowledged: Acknowledged[] = [];
  const refusals = new Map<string, number>();
  const faults: string[] = [];
  const unavailable: number[] = [];
  let ending = false;
  let calls = 0;

  const attempt = async (work: Work, key: string): Promise<Answer | null> => {
    const nth = calls++;
    const transport = TRANSPORTS[nth % 2] ?? "rest";
    const url = gateways[Math.floor(nth / 2) % gateways.length] ?? "";
    try {
      return await send(transport, url, work, key);
    } catch (error) {
      faults.push(`${transport}: ${String(error)} ${error instanceof Error ? String(error.cause ?? "") : ""}`);
      return null;
    }
  };

  const note = (answer: Answer) => {
    const name = `${answer.status} ${answer.code}`;
    refusals.set(name, (refusals.get(name) ?? 0) + 1);
    if (answer.code === "service_unavailable") {
      unavailable.push(performance.now());
      if (!((answer.retryAfter ?? 0) >= 1)) faults.push("service_unavailable without Retry-After");
    } else if (!EXPECTED_REFUSALS.has(answer.code)) faults.push(name);
  };

  /** Retries one key until its result is known. Returns false when the call is refused for a reason that a retry can't change. */
  const callUntilKnown = async (work: Work, key: string): Promise<boolean> => {
    while (true) {
      const sentAt = performance.now();
      const answer = await attempt(work, key);
      if (answer?.code === "ok") {
        const { synthesisId, replayed } = answer;
        acknowledged.push({ teamId: work.teamId, key, synthesisId, replayed, sentAt, at: performance.now() });
        return true;
      }
      if (answer) note(answer);
      // Still synthesizing, or rate-limited: nothing was accepted, and the key stays free.
      if (answer && (answer.code === "invalid_request_error" || answer.code === "rate_limit_exceeded")) return false;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };

  const caller = async (mine: readonly Work[]) => {
    for (let round = 0; !ending; round++) {
      const work = mine[round % mine.length];
      if (work && !(await callUntilKnown(work, `${run} ${round}`))) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  };
  const callers = Array.from({ length: CALLERS }, (_, n) => caller(works.filter((__, i) => i % CALLERS === n)));

  return {
    acknowledged,
    refusals,
    faults,
    unavailableSince: (moment) => unavailable.filter((at) => at >= moment).length,
    finish: async () => {
      ending = true;
      await Promise.all(callers);
    },
  };
}

/** Another attempt with the same key is still in progress. */
const EXPECTED_REFUSALS = new Set(["invalid_request_error", "rate_limit_exceeded", "idempotency_key_in_use"]);

/** Sends one keyed resynthesize over either transport. */
export async function send(transport: Transport, url: string, work: Work, key: string): Promise<Answer> {
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  return transport === "rest" ? overRest(url, work, key, signal) : overGraphql(url, work, key, signal);
}

async function overRest(url: string, work: Work, key: string, signal: AbortSignal): Promise<Answer> {
  const headers = { "x-api-key": work.apiKey, "idempotency-key": key };
  const path = `${url}/v1/characters/${work.characterId}/resynthesize`;
  const response = await fetch(path, { method: "POST", headers, signal });
  const body = (await response.json()) as { error?: { code: string } };
  return {
    status: response.status,
    code: body.error?.code ?? "ok",
    synthesisId: null,
    replayed: response.headers.get("aurous-idempotent-replayed") === "true",
    retryAfter: seconds(response.headers.get("retry-after")),
  };
}

type GraphqlBody = {
  data?: { result?: { code?: string; replayed?: boolean; synthesis?: { id: string } } | null } | null;
  errors?: { extensions: { code: string; retryAfterSeconds?: number } }[];
};

async function overGraphql(url: string, work: Work, key: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "x-api-key": work.apiKey,
      "content-type": "application/json",
      accept: "application/graphql-response+json",
    },
    body: JSON.stringify({ query: DOCUMENT, variables: { id: work.characterId, key } }),
    signal,
  });
  const body = (await response.json()) as GraphqlBody;
  const error = body.errors?.[0]?.extensions;
  const result = body.data?.result;
  return {
    status: response.status,
    code: error?.code ?? result?.code ?? "ok",
    synthesisId: result?.synthesis?.id ?? null,
    replayed: result?.replayed === true,
    retryAfter: seconds(response.headers.get("retry-after") ?? error?.retryAfterSeconds),
  };
}

const seconds = (value: unknown) => (value === null || value === undefined ? null : Number(value));
