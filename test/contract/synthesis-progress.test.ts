import { describe, expect, test } from "vitest";
import { countStreams } from "../graphql/count-streams.ts";
import { createClient } from "../helpers/clients.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { contractApp, settled, UNKNOWN_ID } from "./contract-app.ts";
import { CONNECTIONS, codeOf, refusalOf } from "./streams.ts";

type Step = {
  step: {
    pose: string | null;
    generationStatus: string | null;
    completed: number;
    total: number;
    synthesis: { id: string; status: string; errorCode: string | null };
  };
};

const DOCUMENT = `subscription ($id: ID!) { step: synthesisProgress(characterId: $id) {
  pose generationStatus completed total synthesis { id status errorCode } } }`;

const contract = contractApp();
const summarize = (steps: readonly Step[]) =>
  steps.map(({ step: { pose, generationStatus, completed } }) => [pose, generationStatus, completed]);
const statuses = (steps: readonly Step[]) => steps.map(({ step }) => step.synthesis.status);
/** Steps of a synthesis that succeeds: two for each image, and its end. */
const RUN = 9;

/**
 * Expects a whole synthesis: the portrait first, then the other poses in any order, each started and then delivered.
 */
function expectWholeRun(steps: readonly Step[]): void {
  expect(summarize(steps.slice(0, 2))).toEqual([
    ["PORTRAIT", "RUNNING", 0],
    ["PORTRAIT", "DELIVERED", 1],
  ]);
  for (const pose of ["FRONT", "SIDE", "BACK"]) {
    const mine = steps.filter(({ step }) => step.pose === pose);
    expect(mine.map(({ step }) => step.generationStatus)).toEqual(["RUNNING", "DELIVERED"]);
  }
  const delivered = steps.filter(({ step }) => step.generationStatus === "DELIVERED");
  expect(delivered.map(({ step }) => step.completed)).toEqual([1, 2, 3, 4]);
  expect(summarize(steps.slice(-1))).toEqual([[null, null, 4]]);
  expect(steps.at(-1)?.step.synthesis.status).toBe("SUCCEEDED");
  expect(new Set(steps.map(({ step }) => step.total))).toEqual(new Set([4]));
}

describe.each(CONNECTIONS)("synthesisProgress over %s", (_name, open) => {
  const watch = (apiKey: string, id: string) => open<Step>(contract.url(), apiKey, DOCUMENT, { id });
  /** Opens a stream that has nothing to send yet, and waits until it is subscribed. */
  const listen = async (apiKey: string, id: string) => {
    const streams = countStreams(contract.app().app);
    const stream = watch(apiKey, id);
    await waitFor("the stream", () => streams() === 1);
    return stream;
  };

  test("waits for the first synthesis of a character, then sends each step of it and of the next one", async () => {
    const { team, id, client } = await contract.start("graphql");
    await using stream = await listen(team.apiKey, id);
    await client.resynthesize(id);
    await settled(client, id);
    expectWholeRun(await stream.take(RUN));
    await client.update(id, { name: "Between" });
    await client.resynthesize(id);
    const steps = (await stream.take(2 * RUN)).slice(RUN);
    expectWholeRun(steps);
    expect(new Set(stream.received.map(({ step }) => step.synthesis.id)).size).toBe(2);
  });

  test("begins with the present state during a synthesis, and with its end afterwards", async () => {
    const { team, id, client } = await contract.start("graphql");
    const release = contract.holdImages();
    await using early = await listen(team.apiKey, id);
    await client.resynthesize(id);
    await early.take(1);
    await using stream = watch(team.apiKey, id);
    expect(summarize(await stream.take(1))).toEqual([[null, null, 0]]);
    expect(statuses(await stream.take(1))).toEqual(["RUNNING"]);
    release();
    const steps = await stream.take(RUN);
    expect(summarize(steps)[1]).toEqual(["PORTRAIT", "DELIVERED", 1]);
    expectWholeRun(await early.take(RUN));
    await using late = watch(team.apiKey, id);
    expect(summarize(await late.take(1))).toEqual([[null, null, 4]]);
    expect(statuses(await late.take(1))).toEqual(["SUCCEEDED"]);
  });

  test("marks all remaining generations failed when a synthesis fails or is cancelled, then sends its end", async () => {
    const { team, id, client } = await contract.start("graphql");
    await using stream = await listen(team.apiKey, id);
    const repair = contract.failImages();
    await client.resynthesize(id);
    const failed = await stream.take(6);
    repair();
    expect(summarize(failed)).toEqual([
      ["PORTRAIT", "RUNNING", 0],
      ...["PORTRAIT", "FRONT", "SIDE", "BACK"].map((pose) => [pose, "FAILED", 0]),
      [null, null, 0],
    ]);
    expect(failed.at(-1)?.step.synthesis).toMatchObject({ status: "FAILED", errorCode: "provider_outcome_unknown" });
    const release = contract.holdImages();
    await settled(client, id);
    await client.resynthesize(id);
    await stream.take(7);
    await client.cancel(id);
    const cancelled = (await stream.take(12)).slice(6);
    release();
    expect(summarize(cancelled)).toEqual(summarize(failed));
    expect(cancelled.at(-1)?.step.synthesis).toMatchObject({ status: "CANCELLED", errorCode: null });
  });

  test("completes when the character is deleted, with or without a running synthesis", async () => {
    const { team, id, client } = await contract.start("graphql");
    const other = await contract.app().seed.character(team.teamId);
    const release = contract.holdImages();
    await using idle = await listen(team.apiKey, other);
    await using busy = await listen(team.apiKey, id);
    await client.resynthesize(id);
    await busy.take(1);
    await client.remove(id);
    await client.remove(other);
    release();
    expect(await busy.ended).toEqual({ kind: "complete" });
    expect(await idle.ended).toEqual({ kind: "complete" });
    expect(summarize(busy.received).at(-1)).toEqual([null, null, 0]);
    await using late = watch(team.apiKey, id);
    expect(await codeOf(late)).toEqual(["resource_not_found", undefined]);
  });

  test("answers an unknown, another team's and a deleted character alike, and accepts a read key", async () => {
    const { team, id, client } = await contract.start("graphql");
    const stranger = await contract.start("graphql");
    await client.remove(id);
    const refusals = [];
    for (const asked of [id, stranger.id, UNKNOWN_ID, "", "\u0000"]) {
      await using stream = watch(team.apiKey, asked);
      refusals.push(await refusalOf(stream));
    }
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]).toMatchObject([{ extensions: { code: "resource_not_found" } }]);

    const token = await createClient("rest", contract.url(), stranger.team.apiKey).createToken("read", 60);
    await using stream = await listen(token.value?.token ?? "", stranger.id);
    await stranger.client.resynthesize(stranger.id);
    await stream.take(1);
  });
});
