import { change, end, known, living } from "./effects.ts";
import { type Caller, type Request, sentBody } from "./request.ts";
import {
  BUCKETS,
  type Bucket,
  type Character,
  DEADLINE_MS,
  POSES,
  type Run,
  type Shown,
  type State,
  type Status,
  type Team,
  TTL_MS,
} from "./state.ts";

/** The expected answer to a call. */
export type Answer = {
  readonly code: string;
  /** The HTTP status over REST. */
  readonly status: number;
  readonly replayed: boolean;
  readonly details: Readonly<Record<string, unknown>>;
  readonly shown: Shown | null;
  /** `X-RateLimit-Remaining` over REST; null without a bucket. */
  readonly remaining: number | null;
};

type Verdict = Omit<Answer, "remaining">;

const STATUS_OF: Readonly<Record<string, number>> = {
  revoked_api_key: 401,
  insufficient_credits: 402,
  resource_not_found: 404,
  idempotency_key_in_use: 409,
  rate_limit_exceeded: 429,
};
const ELIGIBLE = ["reviewing", "ready", "failed"];
const refuse = (code: string, details: Verdict["details"] = {}): Verdict => {
  return { code, status: STATUS_OF[code] ?? 400, replayed: false, details, shown: null };
};
const show = (shown: Shown | null, status = 200): Verdict => ({
  code: "ok",
  status,
  replayed: false,
  details: {},
  shown,
});

/** The sequential specification: changes `state` as the call must, and returns the expected answer. */
export function predict(state: State, caller: Caller, request: Request): Answer {
  if (caller.as === "revoked") return { ...refuse("revoked_api_key"), remaining: null };
  const bucket = bucketOf(request);
  const team = state.teams[teamOf(caller)];
  const verdict = judge(state, caller, request);
  return { ...verdict, remaining: remaining(team, bucket, state.now) };
}

export const teamOf = (caller: Caller): 0 | 1 => (caller.as === "foreign" ? 1 : 0);

function bucketOf({ op }: Request): Bucket {
  if (op === "get") return "characters_get";
  if (op === "balance") return "reads";
  if (op === "image") return "images_post";
  return op === "resynthesize" || op === "regenerate" || op === "create" ? "characters_synthesize" : "characters_post";
}

function judge(state: State, caller: Caller, request: Request): Verdict {
  const number = teamOf(caller);
  const team = state.teams[number];
  if ("key" in request) return judgeKeyed(state, caller, request);
  const limited = takeToken(team, bucketOf(request), state.now);
  if (limited) return limited;
  if (request.op === "balance") {
    return show({ kind: "balance", total: team.total, held: team.held, available: team.total - team.held });
  }
  const character = living(state, number, request.character);
  return character ? judgeFree(state, request, character) : refuse("resource_not_found");
}

type Keyed = Extract<Request, { key: string | null }>;
type Free = Exclude<Request, Keyed | { op: "balance" }>;

/** The steps of docs/contract.md "Order of checks": shape, key, token, refusals, hold and work. */
function judgeKeyed(state: State, caller: Caller, request: Keyed): Verdict {
  const { key } = request;
  const team = state.teams[teamOf(caller)];
  const error = keyError(key) ?? bodyError(request);
  if (error) return refuse(error);
  const target = request.op === "resynthesize" || request.op === "regenerate" ? request.character : null;
  const about = request.op === "image" ? { character: request.character } : {};
  const body = canonical({ ...sentBody("body" in request ? request.body : null, caller.transport), ...about });
  const bound = key === null ? undefined : team.keys[key];
  if (bound && bound.expiresAt > state.now) {
    if (bound.operation !== request.op || bound.target !== target) {
      return refuse("idempotency_key_in_use", { reason: "other_operation" });
    }
    if (bound.body !== body) return refuse("idempotency_key_in_use", { reason: "other_body" });
    // REST repeats the first response; GraphQL shows the present state of the same objects.
    const shown = caller.transport === "rest" ? bound.shown : shownNow(state, bound.shown);
    return { ...show(shown, statusOf(request)), replayed: true };
  }
  const refusal = takeToken(team, bucketOf(request), state.now) ?? refusalOf(state, teamOf(caller), request);
  if (refusal) return refusal;
  const shown = work(state, teamOf(caller), request);
  if (key !== null) {
    team.keys[key] = { operation: request.op, target, body, expiresAt: state.now + TTL_MS, shown };
  }
  return show(shown, statusOf(request));
}

const statusOf = ({ op }: Keyed) => (op === "create" || op === "image" ? 201 : 200);

function keyError(key: string | null): string | null {
  return key !== null && (key === "" || [...key].length > 256 || /\p{Cc}/u.test(key)) ? "invalid_format" : null;
}

/** The invalid bodies that the histories send. */
function bodyError(request: Keyed): string | null {
  if (request.op === "create" && request.body.generate !== true) return "parameter_invalid_combination";
  return request.op === "image" && request.body.prompt === " " ? "value_out_of_range" : null;
}

/** Step 4: 404, then the status, then the credits. */
function refusalOf(state: State, number: 0 | 1, request: Keyed): Verdict | null {
  const team = state.teams[number];
  if (request.op !== "create" && request.character !== null) {
    const character = living(state, number, request.character);
    if (!character) return refuse("resource_not_found");
    const { status } = character;
    if (request.op === "image" && status !== "ready") return refuse("character_not_ready", { status });
    if (request.op !== "image" && !ELIGIBLE.includes(status)) return wrongState(character, ELIGIBLE);
    if (request.op === "regenerate" && character.set === null) {
      return refuse("invalid_request_error", { status, eligible: ELIGIBLE, reason: "no_ref_set" });
    }
    if (request.op !== "image" && character.attributes === null) return refuse("missing_field");
  }
  const required = priceOf(request);
  const available = team.total - team.held;
  return available < required ? refuse("insufficient_credits", { required, available, held: team.held }) : null;
}

const priceOf = ({ op }: Keyed) => (op === "create" || op === "resynthesize" ? POSES.length : 1);
const wrongState = ({ status }: Character, eligible: readonly string[]) =>
  refuse("invalid_request_error", { status, eligible });

/** Step 5: the hold and the work. */
function work(state: State, team: 0 | 1, request: Keyed): Shown {
  const price = priceOf(request);
  const now = state.now;
  const run = { team, price, pose: null, previous: null, status: "running", deadlineAt: now + DEADLINE_MS } as const;
  const account = state.teams[team];
  account.held += price;
  account.openRuns += 1;
  account.entries.hold += 1;
  if (request.op === "image") {
    const set = request.character === null ? null : (state.characters[request.character]?.set ?? null);
    state.runs.push({ ...run, kind: "image", character: request.character });
    const index = state.runs.length - 1;
    const prompt = String(request.body.prompt);
    return {
      kind: "image",
      index,
      status: "pending",
      prompt,
      character: request.character,
      set,
      cost: price,
      createdAt: now,
    };
  }
  if (request.op === "create") {
    state.characters.push(created(team, request.body, now));
    account.events += 1;
    const index = state.characters.length - 1;
    state.runs.push({ ...run, kind: "create", character: index });
    return shownCharacter(state, index);
  }
  const character = known(state, request.character);
  const previous = { status: character.status, error: character.error };
  const kind = request.op === "resynthesize" ? "resynthesize" : "regenerate_ref";
  const pose = request.op === "regenerate" ? String(request.body.pose) : null;
  state.runs.push({ ...run, kind, character: request.character, previous, pose });
  change(state, character, { status: "synthesizing", error: null });
  return shownCharacter(state, request.character);
}

function created(team: 0 | 1, body: Readonly<Record<string, unknown>>, now: number): Character {
  const common = {
    status: "synthesizing",
    version: 1,
    error: null,
    set: null,
    createdAt: now,
    updatedAt: now,
  } as const;
  return { ...common, team, name: String(body.name), attributes: body.attributes as Character["attributes"], sets: [] };
}

function judgeFree(state: State, request: Free, character: Character): Verdict {
  switch (request.op) {
    case "get":
      break;
    case "save":
      if (character.status !== "reviewing" && character.status !== "ready") {
        return wrongState(character, ["reviewing", "ready"]);
      }
      if (character.status === "reviewing") change(state, character, { status: "ready" });
      break;
    case "update": {
      const { name = character.name, attributes = character.attributes } = request;
      if (name !== character.name || canonical(attributes) !== canonical(character.attributes)) {
        change(state, character, { name, attributes });
      }
      break;
    }
    case "restore":
      if (!character.sets[request.number - 1]) return refuse("resource_not_found");
      if (character.status === "synthesizing") return wrongState(character, ELIGIBLE);
      if (character.status === "failed") {
        change(state, character, { set: request.number, status: "reviewing", error: null });
      } else if (character.set !== request.number) change(state, character, { set: request.number });
      break;
    case "cancel":
      return cancel(state, character, request);
    case "delete": {
      const run = state.runs.find((other) => isOpenRunOf(state, other, character));
      if (run) end(state, run, "cancelled");
      change(state, character, { status: "deleted", name: "", attributes: null, error: null, set: null });
      return show({ kind: "deleted", index: request.character });
    }
  }
  return show(shownCharacter(state, request.character));
}

function cancel(state: State, character: Character, request: Extract<Free, { op: "cancel" }>): Verdict {
  const wanted = request.run === null ? null : state.runs[request.run];
  const isMine = wanted && wanted.kind !== "image" && wanted.character === request.character;
  if (request.run !== null && !isMine) return refuse("resource_not_found");
  const run = state.runs.find((other) => isOpenRunOf(state, other, character) && (wanted === null || other === wanted));
  if (!run) return wrongState(character, ["synthesizing"]);
  const { status, error } = run.previous ?? { status: "failed", error: "cancelled" };
  change(state, character, { status, error });
  end(state, run, "cancelled");
  return show(shownCharacter(state, request.character));
}

const isOpenRunOf = (state: State, run: Run, character: Character) =>
  run.status === "running" && run.kind !== "image" && run.character === state.characters.indexOf(character);

function shownCharacter(state: State, index: number): Shown {
  const { name, status, attributes, set, sets, error, createdAt, updatedAt } = known(state, index);
  const refs = set === null ? [] : (sets[set - 1] ?? []);
  return {
    kind: "character",
    index,
    name,
    status: status satisfies Status,
    attributes,
    refs,
    error,
    createdAt,
    updatedAt,
  };
}

/** The objects of a first response in their present state. Null once the character is deleted. */
function shownNow(state: State, shown: Shown): Shown | null {
  if (shown.kind === "character") {
    return known(state, shown.index).status === "deleted" ? null : shownCharacter(state, shown.index);
  }
  return shown.kind === "image"
    ? { ...shown, status: IMAGE_STATUSES[state.runs[shown.index]?.status ?? "running"] }
    : shown;
}

const IMAGE_STATUSES = { running: "pending", succeeded: "succeeded", failed: "failed", cancelled: "failed" } as const;

/** A bucket is represented by the time when it is full again. */
function takeToken(team: Team, bucket: Bucket, now: number): Verdict | null {
  const { burst, intervalMs } = BUCKETS[bucket];
  const fullAt = Math.max(team.fullAt[bucket] ?? now, now) + intervalMs;
  const missingMs = fullAt - now - intervalMs * burst;
  if (missingMs > 0) {
    return refuse("rate_limit_exceeded", { bucket, retry_after_seconds: Math.ceil(missingMs / 1000) });
  }
  team.fullAt[bucket] = fullAt;
  return null;
}

function remaining(team: Team, bucket: Bucket, now: number): number {
  const { burst, intervalMs } = BUCKETS[bucket];
  return Math.floor((intervalMs * burst - Math.max(0, (team.fullAt[bucket] ?? now) - now)) / intervalMs);
}

/** JSON with sorted members. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
