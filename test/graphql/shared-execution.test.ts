import fc from "fast-check";
import {
  type ExecutionResult,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
} from "graphql";
import { expect, test } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { type Principal, SCOPES } from "../../src/domain/principal.ts";
import type { GraphqlContext } from "../../src/graphql/context.ts";
import { operationContext } from "../../src/graphql/context.ts";
import { createSharedSubscribe } from "../../src/graphql/shared-execution.ts";

type Row = { readonly n: number };

let executed = 0;

/** A schema with one event that shows everything a resolver can learn about its subscriber. */
const Seen = new GraphQLObjectType<Row & { after: number | null; times: number }, GraphqlContext>({
  name: "Seen",
  fields: {
    n: { type: GraphQLInt },
    viewer: {
      type: GraphQLString,
      resolve: (_row, _args, { call }) => `${call.principal.teamId} ${call.principal.scope}`,
    },
    times: { type: GraphQLInt },
    after: { type: GraphQLInt },
    label: { type: GraphQLString },
    requestId: { type: GraphQLString, resolve: (_row, _args, { call }) => call.requestId },
    later: { type: GraphQLString, resolve: async (_row, _args, { call }) => call.principal.keyId },
  },
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: "Query", fields: { a: { type: GraphQLInt } } }),
  subscription: new GraphQLObjectType<Row, GraphqlContext>({
    name: "Subscription",
    fields: {
      rows: {
        type: new GraphQLNonNull(Seen),
        args: { times: { type: GraphQLInt }, after: { type: GraphQLInt }, label: { type: GraphQLString } },
        subscribe: (_root, _args, { app }) => (app as unknown as { rows: () => AsyncIterable<Row> }).rows(),
        resolve: (row, { times = 1, after = null, label = null }) => {
          executed += 1;
          return { n: row.n, times, after, label };
        },
      },
    },
  }),
});

/** Sends identical rows to all subscribers, as the feed does. */
const appWith = (rows: readonly Row[]) =>
  ({
    rows: async function* () {
      yield* rows;
    },
  }) as unknown as AppContext;

let requests = 0;
const contextOf = (app: AppContext, options: Partial<Principal> = {}) => {
  requests += 1;
  const principal: Principal = {
    teamId: "t",
    keyId: `k${requests}`,
    scope: "full",
    pinnedVersion: "2026-05-15",
    ...options,
  };
  return operationContext(app, { principal, requestId: `req_${requests}`, onSlowConsumer: () => {} });
};

type Shared = ReturnType<typeof createSharedSubscribe>;
const watch = async (
  subscribe: Shared,
  context: GraphqlContext,
  document: ReturnType<typeof parse>,
  variableValues: Record<string, unknown> = {},
  operationName: string | null = null,
) => {
  const stream = (await subscribe({
    schema,
    document,
    variableValues,
    operationName,
    contextValue: context,
  })) as AsyncIterable<ExecutionResult>;
  const results: ExecutionResult[] = [];
  for await (const result of stream) results.push(result);
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results as a caller would
  return { results, seen: results.map(({ data }) => data?.rows as any) };
};

const ROWS: readonly Row[] = [{ n: 1 }, { n: 2 }, { n: 3 }];

test("an event is executed once for equal subscriptions, which all receive the same result", async () => {
  const [subscribe, app, document] = [
    createSharedSubscribe(),
    appWith(ROWS),
    parse("subscription { rows { n viewer } }"),
  ];
  executed = 0;
  const watchers = await Promise.all([1, 2, 3].map(() => watch(subscribe, contextOf(app), document)));
  expect(executed).toBe(ROWS.length);
  expect(watchers[0]?.seen.map(({ n }) => n)).toEqual([1, 2, 3]);
  for (const { results } of watchers) {
    for (const [index, result] of results.entries()) expect(result).toBe(watchers[0]?.results[index]);
  }
});

test("each subscriber receives its own result, whatever the teams, scopes, selections and variables of the others are", async () => {
  const watcher = fc.record({
    fields: fc.constantFrom("n viewer times", "viewer times n requestId", "n viewer times later"),
    teamId: fc.constantFrom("t", "u", "t f", "u full"),
    scope: fc.constantFrom(...SCOPES),
    times: fc.constantFrom(undefined, null, 1, 2),
    after: fc.constantFrom(undefined, null, 0, 7),
  });
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(watcher, { minLength: 2, maxLength: 8 }), async (watchers) => {
      const [subscribe, app] = [createSharedSubscribe(), appWith(ROWS)];
      const runs = watchers.map(({ fields, teamId, scope, ...values }) => {
        const context = contextOf(app, { teamId, scope });
        const text = `subscription ($times: Int, $after: Int) { rows(times: $times, after: $after) { ${fields} } }`;
        const variables = JSON.parse(JSON.stringify(values)) as Record<string, unknown>;
        return { context, watched: watch(subscribe, context, parse(text), variables) };
      });
      for (const [index, { context, watched }] of runs.entries()) {
        const { principal, requestId } = context.call;
        const times = watchers[index]?.times === undefined ? 1 : watchers[index].times;
        for (const [at, row] of (await watched).seen.entries()) {
          compared += 1;
          expect(row).toMatchObject({ n: at + 1, viewer: `${principal.teamId} ${principal.scope}`, times });
          expect(Object.keys(row).join(" ")).toBe(watchers[index]?.fields);
          if ("requestId" in row) expect(row.requestId).toBe(requestId);
          if ("later" in row) expect(row.later).toBe(principal.keyId);
        }
      }
    }),
    { numRuns: 200 },
  );
  expect(compared).toBeGreaterThan(0);
});

test.each([
  ["another spelling of the same variables", { times: 1 }, { times: 1.0, other: 5 }],
  ["a default and its value", {}, { times: 4 }],
  ["another start", { after: 1 }, { after: 2 }],
  ["no start", {}, { after: 2 }],
])("shares one execution with %s", async (_name, mine, yours) => {
  const text = "subscription ($times: Int = 4, $after: Int) { rows(times: $times, after: $after) { n times after } }";
  const [subscribe, app, document] = [createSharedSubscribe(), appWith(ROWS), parse(text)];
  executed = 0;
  const [me, you] = await Promise.all(
    [mine, yours].map((values) => watch(subscribe, contextOf(app), document, values)),
  );
  expect(executed).toBe(ROWS.length);
  expect(you?.seen).toEqual(me?.seen);
  expect(you?.seen[0].after).toBeNull();
});

test("an after variable is not shared when it is also used elsewhere or is non-null", async () => {
  for (const text of [
    "subscription ($x: Int) { rows(times: $x, after: $x) { n times after } }",
    "subscription ($x: Int!) { rows(after: $x) { n after } }",
  ]) {
    const [subscribe, app, document] = [createSharedSubscribe(), appWith(ROWS), parse(text)];
    executed = 0;
    const [one, two] = await Promise.all([1, 2].map((x) => watch(subscribe, contextOf(app), document, { x })));
    expect(executed).toBe(2 * ROWS.length);
    expect([one?.seen[0].after, two?.seen[0].after]).toEqual([1, 2]);
  }
});

test("variables that cannot be hashed are not shared", async () => {
  const document = parse("subscription ($label: String) { rows(label: $label) { n label } }");
  const [subscribe, app] = [createSharedSubscribe(), appWith(ROWS)];
  const labels = ["\ud800", "\ud801"];
  const watchers = await Promise.all(labels.map((label) => watch(subscribe, contextOf(app), document, { label })));
  expect(watchers.map(({ seen }) => seen[0].label)).toEqual(labels);
});

test("two operations of one document are executed separately", async () => {
  const document = parse("subscription A { rows { n } } subscription B { rows { viewer } }");
  const [subscribe, app] = [createSharedSubscribe(), appWith(ROWS)];
  const [a, b] = await Promise.all(["A", "B"].map((name) => watch(subscribe, contextOf(app), document, {}, name)));
  expect([a?.seen[0], b?.seen[0]]).toEqual([{ n: 1 }, { viewer: "t full" }]);
});

test("rows that are equal but not identical are executed separately", async () => {
  const [subscribe, document] = [createSharedSubscribe(), parse("subscription { rows { n } }")];
  executed = 0;
  await Promise.all([1, 2].map(() => watch(subscribe, contextOf(appWith([{ n: 1 }])), document)));
  expect(executed).toBe(2);
});
