import fc from "fast-check";
import { fail, succeed } from "./effects.ts";
import { comparable, type Draft, image, lifeDrafts, settle } from "./history.ts";
import { linearize, type Operation } from "./linearize.ts";
import { expected } from "./observe.ts";
import { type Answer, canonical, predict } from "./predict.ts";
import type { Caller, Request } from "./request.ts";
import type { State } from "./state.ts";
import type { System } from "./system.ts";

/** The calls of one client, made in sequence. The clients of a burst run in parallel. */
type Move =
  | {
      readonly kind: "call";
      readonly transport: Caller["transport"];
      readonly second: boolean;
      readonly request: Draft;
    }
  | { readonly kind: "succeed" | "fail" };
export type Burst = {
  readonly character: number;
  readonly clients: readonly (readonly Move[])[];
  /** When the last client's connection to the database is cut, around its next accept or change. */
  readonly cut: { readonly at: string; readonly when: "before" | "after" } | null;
};

const call: fc.Arbitrary<Move> = fc.record({
  kind: fc.constant("call" as const),
  transport: fc.constantFrom("rest", "graphql"),
  second: fc.boolean(),
  request: fc.oneof(...lifeDrafts, { weight: 3, arbitrary: image }),
});
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: call },
  { weight: 1, arbitrary: fc.constantFrom<Move>({ kind: "succeed" }, { kind: "fail" }) },
);

/** Two or three clients with one or two moves each, all on one character. */
export const burst: fc.Arbitrary<Burst> = fc.record({
  character: fc.constantFrom(0, 1, 2),
  clients: fc.array(fc.array(move, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 }),
  cut: fc.option(
    fc.record({
      at: fc.constantFrom("accept_request", "cancel_synthesis", "delete_character", "update_character"),
      when: fc.constantFrom("before", "after"),
    }),
    { freq: 3, nil: null },
  ),
});

type Operations = Operation<State>[];

/**
 * Runs the clients, then searches for one order of the calls that explains all responses and the final tables.
 * Returns the order and the final state; throws with the whole history when there is no such order.
 */
export async function goThrough(state: State, system: System, { character, clients }: Burst, urls: readonly string[]) {
  const history: Operations = [];
  const lines: string[] = [];
  const runs = state.runs.length;
  const running = state.runs.findLastIndex((run) => run.status === "running" && run.character === character);
  await Promise.all(
    clients.map(async (moves, client) => {
      for (const [turn, one] of moves.entries()) {
        const name = `${client}.${turn}`;
        const sentAt = performance.now();
        const { apply, known, said } =
          one.kind === "call"
            ? await callOf(state, system, { ...one, character, url: urls[client] ?? "" })
            : await endOf(system, one.kind, running);
        history.push({ name, sentAt, answeredAt: known ? performance.now() : Number.POSITIVE_INFINITY, apply });
        lines.push(`${name} ${said}`);
      }
    }),
  );
  const seen = unordered(await system.observe());
  const found = linearize(state, history, (end) => unordered(expected(end)) === seen);
  if (!found)
    throw new Error(`no order of the calls explains their responses:\n${lines.join("\n")}\nthe final state: ${seen}`);
  system.findLocalBuckets(found.state);
  await system.arrange(found.state.runs.slice(runs).map(({ kind }) => kind));
  return found;
}

type Made = { readonly apply: (state: State) => boolean; readonly known: boolean; readonly said: string };

async function callOf(
  state: State,
  system: System,
  one: Extract<Move, { kind: "call" }> & { character: number; url: string },
): Promise<Made> {
  const about = "character" in one.request && one.request.character !== null ? { character: one.character } : {};
  const caller: Caller = { transport: one.transport, as: one.second ? "second" : "own", keyInHeader: false };
  const request = { ...settle(state, caller, one.request), ...about } as Request;
  const answer = await system.send(caller, request, one.url);
  const said = JSON.stringify({ caller, request, answer });
  // The outcome of this call is unknown.
  if (answer.code === "service_unavailable")
    return { apply: (next) => !!predict(next, caller, request), known: false, said };
  const inFlight = answer.code === "idempotency_key_in_use" && answer.details.reason === "in_flight";
  if (inFlight) return { apply: () => true, known: true, said };
  const given = likeness(answer, caller);
  return { apply: (next) => likeness(predict(next, caller, request), caller) === given, known: true, said };
}

async function endOf(system: System, kind: "succeed" | "fail", run: number): Promise<Made> {
  if (run < 0) return { apply: () => true, known: true, said: "nothing runs" };
  const done = kind === "succeed" ? await system.succeed(run) : await system.fail(run, "content_rejected");
  const apply = (next: State) =>
    (kind === "succeed" ? succeed(next, run) : fail(next, run, "content_rejected")) === done;
  return { apply, known: true, said: `${kind} ${run}: ${done}` };
}

/** The comparable part of an answer: simultaneous images have no order, and local buckets belong to one process. */
function likeness(answer: Answer, caller: Caller): string {
  const { shown } = answer;
  const named = shown?.kind === "image" ? { ...shown, index: 0 } : shown;
  return canonical({ ...comparable({ ...answer, shown: named, remaining: null }, caller) });
}

/** The tables, with the syntheses in a canonical order. */
function unordered(tables: unknown): string {
  const { runs, ...rest } = tables as { runs: unknown[] | null };
  return canonical({ ...rest, runs: (runs ?? []).map((run) => canonical(run)).sort() });
}
