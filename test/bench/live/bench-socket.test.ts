import { expect, test } from "vitest";
import { startTestApp } from "../../helpers/app.ts";
import { waitFor } from "../../helpers/wait-for.ts";
import { openBenchSocket } from "./bench-socket.ts";
import { poll } from "./poll.ts";
import { writeEvent } from "./writer.ts";

test("the bench's socket reports each version after the snapshot, and its poller counts changes and bytes", async () => {
  await using app = await startTestApp({ roles: ["gateway"] });
  const { teamId, apiKey, keyId } = await app.seed.team();
  const characterId = await app.seed.character(teamId);
  const principal = { teamId, keyId, scope: "full", pinnedVersion: "2026-05-15" } as const;
  const port = Number(new URL(app.url).port);
  const came: number[] = [];
  const broken: string[] = [];
  const options = { port, apiKey, characterId, localAddress: "127.0.0.2" };
  const mine = await openBenchSocket({
    ...options,
    onVersion: (_socket, version) => came.push(version),
    onBroken: (what) => broken.push(what),
  });
  expect(mine.last).toBe(1);
  const polling = poll({ port, pollers: [{ characterId, apiKey }], seconds: 2 });
  for (let i = 0; i < 2; i++)
    await writeEvent(app.app, { teamId, apiKey, principal, characterIds: [characterId] }, characterId);
  await waitFor("both versions", () => came.length === 2);
  expect(came).toEqual([2, 3]);
  const { requests, failures, bytes } = await polling;
  expect({ requests, failures }).toEqual({ requests: 2, failures: 0 });
  expect(bytes).toBeGreaterThan(500);
  await expect(
    openBenchSocket({ ...options, apiKey: "al_live_wrong", onVersion: () => {}, onBroken: () => {} }),
  ).rejects.toThrow("4403");
  expect(broken).toEqual([]);
  mine.socket.destroy();
});
