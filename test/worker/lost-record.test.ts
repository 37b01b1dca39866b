import { afterAll, beforeAll, expect, test } from "vitest";
import type { AppContext } from "../../src/context.ts";
import { OutcomeUnknownError } from "../../src/db/errors.ts";
import { startTestApp, type TestApp } from "../helpers/app.ts";
import { acceptedTurn } from "./turn.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ roles: ["gateway"] });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

/** The app's database. The first statement with this name gets no response; `committed` says whether it is executed. */
function losing(name: string, committed: boolean): Partial<AppContext> {
  const { db } = app.app;
  let isLost = false;
  const lose = async (statement: () => PromiseLike<unknown>) => {
    if (committed) await statement();
    throw new OutcomeUnknownError("the connection ended");
  };
  const sql = new Proxy(db.sql, {
    apply: (target, self, args: unknown[]) => {
      const statement = () => Reflect.apply(target, self, args) as PromiseLike<unknown>;
      if (isLost || !String(args[0]).includes(name)) return statement();
      isLost = true;
      return lose(statement);
    },
  });
  return { db: { ...db, sql } };
}

test.each([
  ["was lost", true],
  ["was not committed", false],
] as const)(
  "makes a call once although the response to its record was lost and the record %s",
  async (_what, committed) => {
    const turn = await acceptedTurn(app, { overrides: losing("record_sent", committed) });
    await turn.run();
    expect(await turn.state()).toBe("succeeded null");
    expect(turn.provider.calls).toHaveLength(4);
    expect((await turn.generations()).map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1]);
  },
);
