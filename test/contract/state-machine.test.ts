import { describe, expect, test } from "vitest";
import {
  CHARACTER_STATUSES,
  type CharacterAction,
  type CharacterStatus,
  ELIGIBLE_STATUSES,
} from "../../src/domain/character.ts";
import { type Answer, type Client, TRANSPORTS } from "../helpers/clients.ts";
import { isLegalEdge } from "../helpers/legal-edge.ts";
import { contractApp, UNKNOWN_ID } from "./contract-app.ts";

const contract = contractApp();
const ACTIONS = Object.keys(ELIGIBLE_STATUSES) as CharacterAction[];
const EDGES = ACTIONS.flatMap((action) => CHARACTER_STATUSES.map((status) => [action, status] as const));
const before: CharacterStatus = "reviewing";

/** Where each action leads, as in the diagram of docs/contract.md "Status changes". */
const LEADS: Readonly<Record<CharacterAction, (from: CharacterStatus) => CharacterStatus | null>> = {
  resynthesize: () => "synthesizing",
  regenerate_ref: () => "synthesizing",
  save: () => "ready",
  restore_ref_set: (from) => (from === "failed" ? "reviewing" : from),
  cancel: () => before,
  update: (from) => from,
  delete: () => null,
};

const act: Readonly<Record<CharacterAction, (client: Client, id: string) => Promise<Answer<unknown>>>> = {
  resynthesize: (client, id) => client.resynthesize(id),
  regenerate_ref: (client, id) => client.regenerate(id, { body: { pose: "side" } }),
  save: (client, id) => client.save(id),
  restore_ref_set: (client, id) => client.restore(id, 1),
  cancel: (client, id) => client.cancel(id),
  update: (client, id) => client.update(id, { name: "Nina" }),
  delete: (client, id) => client.remove(id),
};

describe.each(TRANSPORTS)("over %s", (transport) => {
  test.each(EDGES)("%s of a character that is %s follows the status diagram", async (action, status) => {
    const running = status === "synthesizing";
    const { id, client } = await contract.start(transport, { status: running ? before : status });
    contract.holdImages();
    if (running) await client.resynthesize(id);
    const answer = await act[action](client, id);
    const now = (await client.get(id)).value?.status ?? null;
    const eligible: readonly CharacterStatus[] = ELIGIBLE_STATUSES[action];
    if (eligible.includes(status)) {
      expect(answer.code).toBe("ok");
      expect(now).toBe(LEADS[action](status));
      expect(isLegalEdge(status, (now as CharacterStatus | null) ?? "deleted")).toBe(true);
    } else {
      const refused = { code: "invalid_request_error", status: transport === "rest" ? 400 : 200 };
      expect(answer).toMatchObject({ ...refused, details: { status, eligible } });
      expect(now).toBe(status);
    }
    if (now === "synthesizing") await client.cancel(id);
  });

  test.each(ACTIONS)("%s returns not found for an unknown or deleted character", async (action) => {
    const { id, client } = await contract.start(transport);
    await client.remove(id);
    for (const gone of [id, UNKNOWN_ID]) expect((await act[action](client, gone)).code).toBe("resource_not_found");
  });
});

test("the status diagram has no other edge", () => {
  const all = [null, ...CHARACTER_STATUSES, "deleted"] as const;
  const edges = all.flatMap((from) =>
    all.filter((to) => to !== null && from !== to && isLegalEdge(from, to)).map((to) => `${from} ${to}`),
  );
  expect(edges.sort()).toEqual(
    [
      "null synthesizing",
      "null ready",
      "synthesizing reviewing",
      "synthesizing ready",
      "synthesizing failed",
      "reviewing ready",
      "reviewing synthesizing",
      "ready synthesizing",
      "failed synthesizing",
      "failed reviewing",
      ...CHARACTER_STATUSES.map((status) => `${status} deleted`),
    ].sort(),
  );
});
