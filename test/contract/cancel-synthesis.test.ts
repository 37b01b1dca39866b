import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { contractApp, imagePaths, settled } from "./contract-app.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("cancel over %s", (transport) => {
  test.each(["ready", "reviewing", "failed"] as const)(
    "restores a character that was %s, with its images and credits",
    async (status) => {
      const { id, client } = await contract.start(transport, { status });
      const before = await client.get(id);
      const release = contract.holdImages();
      await client.resynthesize(id, { key: "k" });
      expect((await client.balance()).value).toEqual({ total: 100, held: 4, available: 96 });
      const cancelled = await client.cancel(id);
      release();
      expect(cancelled).toMatchObject({ code: "ok", status: 200 });
      expect([cancelled.value?.status, imagePaths(cancelled.value)]).toEqual([status, imagePaths(before.value)]);
      expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
      // The key stays bound. REST repeats its first response; GraphQL shows its present state.
      expect(await client.resynthesize(id, { key: "k" })).toMatchObject({
        replayed: true,
        value: { status: transport === "rest" ? "synthesizing" : status },
      });
      expect(await client.cancel(id)).toMatchObject({
        code: "invalid_request_error",
        details: { status, eligible: ["synthesizing"] },
      });
    },
  );

  test("leaves a character whose creation is cancelled failed, without refs and with the message cancelled", async () => {
    const { client } = await contract.start(transport);
    const release = contract.holdImages();
    const { value } = await client.create({ body: { name: "Mina", generate: true, attributes: { age: 30 } } });
    const cancelled = await client.cancel(value?.id ?? "");
    release();
    expect(cancelled.value).toMatchObject({ status: "failed", error_message: "cancelled", refs: [] });
    expect((await client.balance()).value).toEqual({ total: 100, held: 0, available: 100 });
  });

  test("cancels only the synthesis whose id is given", async () => {
    const { team, id, client } = await contract.start(transport);
    const release = contract.holdImages();
    await client.resynthesize(id);
    const document = "query ($id: ID!) { character(id: $id) { synthesis { id } } }";
    const { body } = await graphqlCall(contract.url(), team.apiKey, document, { id });
    const { synthesis } = (body.data as { character: { synthesis: { id: string } } }).character;
    expect((await client.cancel(id, { synthesis_id: "syn_01HXMQ7Z3K8Y2NABCDEFGHJKMR" })).code).toBe(
      "resource_not_found",
    );
    expect((await client.get(id)).value?.status).toBe("synthesizing");
    expect((await client.cancel(id, { synthesis_id: synthesis.id })).value?.status).toBe("ready");
    await client.resynthesize(id);
    expect((await client.cancel(id, { synthesis_id: synthesis.id })).code).not.toBe("ok");
    release();
    expect((await settled(client, id)).status).toBe("reviewing");
  });

  test("ignores a provider's answer that arrives after the cancellation", async () => {
    const { id, client } = await contract.start(transport);
    const called = contract.provider().calls.length;
    const release = contract.holdImages();
    await client.resynthesize(id);
    await waitFor("the first call", () => contract.provider().calls.length > called);
    const cancelled = await client.cancel(id);
    release();
    await client.resynthesize(id);
    const after = await settled(client, id);
    expect(imagePaths(after)).not.toEqual(imagePaths(cancelled.value));
    expect((await client.balance()).value).toEqual({ total: 96, held: 0, available: 96 });
  });
});
