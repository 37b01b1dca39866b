import { describe, expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { createClient } from "../helpers/clients.ts";
import { waitFor } from "../helpers/wait-for.ts";
import { startServer } from "./server.ts";

describe("a worker killed in the middle of a synthesis", () => {
  test("is replaced; the synthesis ends and is captured once, and finished poses are not requested again", {
    timeout: 60_000,
  }, async () => {
    await using app = await startTestApp({ roles: ["gateway"] });
    const team = await app.seed.team();
    const id = await app.seed.character(team.teamId);
    const client = createClient("rest", app.url, team.apiKey);
    const { sql } = app.app.db;
    const poses = () => sql<{ pose: string; status: string; attempt: number }[]>`
      select g.pose, g.status, g.attempt from retake.generations g join retake.syntheses s on s.id = g.synthesis_id
       where s.character_id = ${id} order by g.position`;

    const env = { SANDBOX_LATENCY_MS: "1000" };
    await using first = await startServer(app.database.target, app.dataDir, { roles: "worker", env });
    await client.resynthesize(id, { key: "k" });
    await waitFor("the portrait delivered and the others on their way", async () => {
      const now = await poses();
      return now[0]?.status === "delivered" && now.slice(1).every((pose) => pose.status === "running");
    });
    await first.kill("SIGKILL");

    await using _second = await startServer(app.database.target, app.dataDir, { roles: "worker" });
    const ended = await waitFor(
      "the end of the synthesis",
      async () => {
        const { value } = await client.get(id);
        return value?.status !== "synthesizing" && value;
      },
      30_000,
    );
    expect(ended.status).toBe("reviewing");
    // The portrait was delivered before the kill, with one call. The others were in flight and are repeated with the same key.
    expect((await poses()).map(({ pose, attempt }) => [pose, attempt])).toEqual([
      ["portrait", 1],
      ["front", 2],
      ["side", 2],
      ["back", 2],
    ]);
    const entries = await sql`select kind from retake.ledger_entries where team_id = ${team.teamId} order by seq`;
    expect(entries.map((entry) => entry.kind)).toEqual(["grant", "hold", "capture"]);
  });
});
