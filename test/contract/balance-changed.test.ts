import { describe, expect, test } from "vitest";
import { grantCredits } from "../../src/operations/operator.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { contractApp } from "./contract-app.ts";
import { CONNECTIONS } from "./streams.ts";

type Message = { readonly credits: { readonly total: number; readonly held: number; readonly available: number } };

const contract = contractApp();
const DOCUMENT = "subscription { credits: balanceChanged { total held available } }";

describe.each(CONNECTIONS)("balanceChanged over %s", (_name, open) => {
  test("sends the present balance, then the new balance after each hold, capture, release and grant", async () => {
    const { team, id, client } = await contract.start("graphql", { credits: 10 });
    await using stream = open<Message>(contract.url(), team.apiKey, DOCUMENT);
    const latest = (total: number, held: number) =>
      waitFor(`${total} with ${held} held`, () => {
        const last = stream.received.at(-1)?.credits;
        return last?.total === total && last.held === held && last.available === total - held;
      });
    await latest(10, 0);
    const release = contract.holdImages();
    await client.resynthesize(id);
    await latest(10, 4);
    release();
    await latest(6, 0);
    const hold = contract.holdImages();
    await client.resynthesize(id);
    await latest(6, 4);
    await client.cancel(id);
    await latest(6, 0);
    hold();
    await grantCredits(contract.app().app, { teamId: team.teamId, amount: 5, note: null });
    await latest(11, 0);
    expect(stream.received.length).toBeLessThanOrEqual(6);
  });

  test("starts at zero for a team without credits, and sends its first grant", async () => {
    const { team } = await contract.start("graphql", { credits: 0 });
    await using stream = open<Message>(contract.url(), team.apiKey, DOCUMENT);
    expect(await stream.take(1)).toEqual([{ credits: { total: 0, held: 0, available: 0 } }]);
    await grantCredits(contract.app().app, { teamId: team.teamId, amount: 5, note: null });
    expect((await stream.take(2))[1]).toEqual({ credits: { total: 5, held: 0, available: 5 } });
  });
});
