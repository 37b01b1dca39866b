import { describe, expect, test } from "vitest";
import { TRANSPORTS } from "../helpers/clients.ts";
import { graphqlCall } from "../helpers/graphql-client.ts";
import { contractApp, drawn, settled } from "./contract-app.ts";

const contract = contractApp();

describe.each(TRANSPORTS)("a team with auto-save over %s", (transport) => {
  test.each(["ready", "reviewing", "failed"] as const)(
    "has a ready character after each synthesis of a character that was %s, without a save",
    async (status) => {
      const { id, client } = await contract.start(transport, { autoSave: true, status });
      expect((await client.resynthesize(id)).value?.status).toBe("synthesizing");
      expect(await settled(client, id)).toMatchObject({ status: "ready", error_message: null });
      await client.regenerate(id, { body: { pose: "back" } });
      expect((await settled(client, id)).status).toBe("ready");
      expect((await client.balance()).value).toEqual({ total: 95, held: 0, available: 95 });
    },
  );

  test("has a failed character after a failed synthesis, and the previous status after a cancelled one", async () => {
    const started = await contract.start(transport, { autoSave: true });
    const { id, client } = started;
    await drawn(started, "failed", contract);
    const release = contract.holdImages();
    await client.resynthesize(id);
    const cancelled = await client.cancel(id);
    release();
    expect(cancelled.value?.status).toBe("failed");
  });
});

test("shows autoSave on the team, and leaves the character in review when it is off", async () => {
  for (const autoSave of [true, false]) {
    const { team, id, client } = await contract.start("graphql", { autoSave });
    const { body } = await graphqlCall(contract.url(), team.apiKey, "{ team { autoSave } }");
    expect(body.data).toEqual({ team: { autoSave } });
    await client.resynthesize(id);
    expect((await settled(client, id)).status).toBe(autoSave ? "ready" : "reviewing");
  }
});
