import { describe, expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { startServer } from "./server.ts";

describe("a worker that is stopped", () => {
  test("finishes the call in flight, requeues the rest, and exits with 0; no call is made twice", {
    timeout: 60_000,
  }, async () => {
    await using app = await startTestApp({ roles: ["gateway"] });
    const team = await app.seed.team();
    const id = await app.seed.character(team.teamId);
    const client = createClient("rest", app.url, team.apiKey);
    const poses = () => app.app.db.sql<{ pose: string; status: string; attempt: number }[]>`
      select g.pose, g.status, g.attempt from retake.generations g join retake.syntheses s on s.id = g.synthesis_id
       where s.character_id = ${id} order by g.position`;

    const env = { SANDBOX_LATENCY_MS: "1500" };
    await using first = await startServer(app.database.target, app.dataDir, { roles: "worker", env });
    await client.resynthesize(id, { key: "k" });
    await waitFor("the portrait on its way", async () => (await poses())[0]?.status === "running");
    expect(await first.kill("SIGTERM")).toBe(0);
    expect((await poses()).map(({ pose, status }) => [pose, status])).toEqual([
      ["portrait", "delivered"],
      ["front", "pending"],
      ["side", "pending"],
      ["back", "pending"],
    ]);

    await using _second = await startServer(app.database.target, app.dataDir, { roles: "worker" });
    await waitFor("the end of the synthesis", async () => (await client.get(id)).value?.status === "reviewing", 30_000);
    expect((await poses()).map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1]);
  });

  test("exits at once when it is idle", async () => {
    await using app = await startTestApp({ roles: [] });
    await using server = await startServer(app.database.target, app.dataDir);
    expect(await server.kill("SIGTERM")).toBe(0);
  });
});
