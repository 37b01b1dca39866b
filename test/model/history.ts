import fc from "fast-check";
import { expect } from "vitest";
import { fail, grant, succeed } from "./effects.ts";
import { expected } from "./observe.ts";
import { type Answer, predict, teamOf } from "./predict.ts";
import type { Body, Caller, Request } from "./request.ts";
import { POSES, type State } from "./state.ts";
import type { System } from "./system.ts";

/** One step of a history. Its numbers select among what exists at that moment. */
export type Step =
  | { readonly kind: "call"; readonly caller: Caller; readonly request: Draft }
  /** Repeats an earlier keyed call, unchanged or with one change. */
  | {
      readonly kind: "again";
      readonly caller: Caller;
      readonly back: number;
      readonly change: "nothing" | "body" | "character";
    }
  | { readonly kind: "deliver" | "succeed" | "fail"; readonly run: number }
  | { readonly kind: "grant"; readonly team: 0 | 1; readonly amount: number }
  | { readonly kind: "wait"; readonly for: "token" | "key" | "deadline" | "seconds"; readonly early: boolean };

/** A request whose characters and syntheses are not selected yet. */
export type Draft = Request;

const caller: fc.Arbitrary<Caller> = fc.record({
  transport: fc.constantFrom("rest", "graphql"),
  as: fc.oneof(
    { weight: 6, arbitrary: fc.constant("own" as const) },
    { weight: 3, arbitrary: fc.constant("second" as const) },
    { weight: 1, arbitrary: fc.constant("foreign" as const) },
    { weight: 1, arbitrary: fc.constant("revoked" as const) },
  ),
  keyInHeader: fc.boolean(),
});

/** Few keys, so that calls use the same ones. */
const key: fc.Arbitrary<string | null> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom("k1", "k2", "K1", "schlüssel 🔑") },
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom("", "x".repeat(257), "😀".repeat(257)) },
);
/** Selects one of the caller's characters. High numbers may select any character, or none. */
const which = fc.nat(9);
const attributes = fc.constantFrom({ gender: "male" }, { age: 40, hair_color: "red" });

const flag = (value: boolean | null): Body => ({ force_all: value });
const resynthesize: fc.Arbitrary<Draft> = fc.record({
  op: fc.constant("resynthesize" as const),
  character: which,
  body: fc.constantFrom<(Body | null)[]>(null, null, {}, flag(false), flag(true), flag(null)),
  key,
});
const regenerate: fc.Arbitrary<Draft> = fc.record({
  op: fc.constant("regenerate" as const),
  character: which,
  body: fc.constantFrom<Body[]>(
    ...POSES.map((pose) => ({ pose })),
    { pose: "side", prompt_override: "smiling" },
    { prompt_override: "smiling", pose: "side" },
    { pose: "side", prompt_override: null },
  ),
  key,
});
const create: fc.Arbitrary<Draft> = fc.record({
  op: fc.constant("create" as const),
  body: fc.constantFrom<Body[]>(
    { name: "Nina", generate: true, attributes: { gender: "female", age: 30 } },
    { attributes: { age: 30, gender: "female" }, generate: true, name: "Nina" },
    { name: "Oskar", generate: true, attributes: { gender: "male" }, client_reference_id: "7" },
    { name: "Paul", generate: false },
  ),
  key,
});
export const image: fc.Arbitrary<Draft> = fc.record({
  op: fc.constant("image" as const),
  character: fc.option<number, null>(which, { freq: 3, nil: null }),
  body: fc.constantFrom<Body[]>(
    { prompt: "a lamp" },
    { prompt: "a lamp", seed: 7 },
    { prompt: "a boat" },
    { prompt: " " },
  ),
  key,
});
const about = <T extends Draft["op"]>(op: T) => fc.record({ op: fc.constant(op), character: which });
const update: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({ op: fc.constant("update" as const), character: which, name: fc.constantFrom("Mira", "Quentin") }),
  fc.record({ op: fc.constant("update" as const), character: which, attributes: fc.option(attributes, { freq: 3 }) }),
);

/** Requests about one character, and those of the team around it. */
export const lifeDrafts: readonly fc.WeightedArbitrary<Draft>[] = [
  { weight: 8, arbitrary: resynthesize },
  { weight: 5, arbitrary: regenerate },
  { weight: 3, arbitrary: about("save") as fc.Arbitrary<Draft> },
  { weight: 3, arbitrary: update },
  { weight: 1, arbitrary: about("delete") as fc.Arbitrary<Draft> },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant("cancel" as const),
      character: which,
      run: fc.option<number, null>(fc.nat(12), { freq: 2, nil: null }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant("restore" as const),
      character: which,
      number: fc.integer({ min: 1, max: 4 }),
    }),
  },
];
const teamDrafts: readonly fc.WeightedArbitrary<Draft>[] = [
  { weight: 4, arbitrary: create },
  { weight: 4, arbitrary: image },
  { weight: 2, arbitrary: about("get") as fc.Arbitrary<Draft> },
  { weight: 1, arbitrary: fc.constant<Draft>({ op: "balance" }) },
];

const call: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("call" as const),
  caller,
  request: fc.oneof(...lifeDrafts, ...teamDrafts),
});
const again: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("again" as const),
  caller,
  back: fc.nat(4),
  change: fc.constantFrom(
    "nothing" as const,
    "nothing" as const,
    "nothing" as const,
    "body" as const,
    "character" as const,
  ),
});
const provider: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    "deliver" as const,
    "succeed" as const,
    "succeed" as const,
    "succeed" as const,
    "fail" as const,
  ),
  run: fc.nat(3),
});
const wait: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("wait" as const),
  for: fc.constantFrom("token", "token", "key", "seconds", "deadline"),
  early: fc.boolean(),
});
const grantStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("grant" as const),
  team: fc.constantFrom(0, 0, 1),
  amount: fc.integer({ min: 1, max: 8 }),
});

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 20, arbitrary: call },
  { weight: 7, arbitrary: again },
  { weight: 7, arbitrary: provider },
  { weight: 2, arbitrary: wait },
  { weight: 1, arbitrary: grantStep },
);

/** Selects the characters and syntheses of a draft among those that exist. */
export function settle(state: State, caller: Caller, draft: Draft): Request {
  const mine = state.characters.flatMap(({ team, status }, index) =>
    team === teamOf(caller) && status !== "deleted" ? [index] : [],
  );
  const choose = (index: number) =>
    index === 9 ? -1 : index < 7 && mine.length > 0 ? mine[index % mine.length] : index % state.characters.length;
  const chosen = "character" in draft && draft.character !== null ? { character: choose(draft.character) } : {};
  const run = "run" in draft && draft.run !== null ? draft.run % (state.runs.length + 1) : null;
  const runs = run === null ? {} : { run: run === state.runs.length ? -1 : run };
  return { ...draft, ...chosen, ...runs } as Request;
}

/** An earlier keyed call, perhaps with another body or another character. Null when there is none. */
function repeat(state: State, { back, change }: Extract<Step, { kind: "again" }>): Request | null {
  const request = state.asked.at(-1 - back) ?? state.asked.at(-1);
  if (!request || change === "nothing") return request ?? null;
  if (change === "character" && "character" in request)
    return { ...request, character: request.character === 0 ? 1 : 0 };
  if (request.op === "resynthesize") return { ...request, body: { force_all: request.body?.force_all !== true } };
  if (request.op === "create") return { ...request, body: { ...request.body, name: `${request.body.name}!` } };
  if (request.op === "image") return { ...request, body: { ...request.body, width: 512 } };
  return request.op === "regenerate" ? { ...request, body: { ...request.body, pose: "front" } } : request;
}

/** Applies the step to the model and to the product, and compares the response and the tables. Returns the outcome. */
export async function happen(state: State, system: System, what: Step): Promise<string> {
  const outcome = await apply(state, system, what);
  expect(await system.observe()).toEqual(expected(state));
  return outcome;
}

async function apply(state: State, system: System, what: Step): Promise<string> {
  switch (what.kind) {
    case "call":
    case "again": {
      const { caller } = what;
      const request = what.kind === "call" ? settle(state, caller, what.request) : repeat(state, what);
      if (!request) return "nothing";
      if ("key" in request && request.key !== null) state.asked.push(request);
      const answer = predict(state, caller, request);
      const got = await system.send(caller, request);
      expect({ request, caller, ...comparable(got, caller) }).toEqual({
        request,
        caller,
        ...comparable(answer, caller),
      });
      return `${request.op} ${answer.code}${answer.replayed ? " replayed" : ""} ${answer.details.reason ?? ""}`.trim();
    }
    case "grant":
      grant(state, what.team, what.amount);
      await system.grant(what.team, what.amount);
      return "granted";
    case "wait":
      await pass(state, system, what);
      return `waited for ${what.for}`;
    default: {
      const run = chooseRun(state, what.run);
      if (run === null) return "nothing";
      if (what.kind === "deliver") await system.deliver(run);
      else if (what.kind === "succeed") expect(await system.succeed(run)).toBe(succeed(state, run));
      else expect(await system.fail(run, "provider_unavailable")).toBe(fail(state, run, "provider_unavailable"));
      return what.kind;
    }
  }
}

/** Selects a synthesis counted from the newest: mostly one that is running, sometimes one that has ended. */
function chooseRun(state: State, back: number): number | null {
  const running = state.runs.flatMap(({ status }, index) => (status === "running" ? [index] : []));
  return back === 3 ? state.runs.length - 1 : (running.at(-1 - back) ?? running.at(-1) ?? null);
}

/** Moves the clocks to the moment when something changes, or to one millisecond before it. */
async function pass(
  state: State,
  system: System,
  { for: what, early }: Extract<Step, { kind: "wait" }>,
): Promise<void> {
  const [{ fullAt, keys }] = state.teams;
  const deadlines = state.runs.flatMap(({ status, deadlineAt }) => (status === "running" ? [deadlineAt] : []));
  const ends = Object.values(keys).map(({ expiresAt }) => expiresAt);
  const bucket = fullAt.characters_synthesize ?? state.now;
  const later = {
    // The moment when the bucket has one token more than now.
    token: bucket - Math.floor((bucket - state.now - 1) / 10_000) * 10_000,
    key: Math.min(...ends.filter((end) => end > state.now)),
    deadline: Math.min(...deadlines),
    seconds: state.now + 37_123,
  }[what];
  const moment = Number.isFinite(later) ? later - (early ? 1 : 0) : state.now + 1;
  state.now = Math.max(state.now, moment);
  for (const [index, { status, deadlineAt }] of state.runs.entries()) {
    if (status === "running" && deadlineAt <= state.now) fail(state, index, "deadline_exceeded");
  }
  await system.moveClock(state.now);
}

/** The comparable part of an answer. GraphQL has status 200 for refusals of a mutation, and no rate limit headers. */
export function comparable(answer: Answer, { transport }: Caller): object {
  const { code, replayed, shown, details, status, remaining } = answer;
  const common = { code, replayed, shown };
  if (transport === "graphql") return { ...common, details };
  // The contract defines no details for this error over REST. GraphQL has the status as a typed detail.
  return { ...common, details: code === "character_not_ready" ? {} : details, status, remaining };
}
