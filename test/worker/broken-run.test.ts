import { expect, test } from "vitest";
import { startTestApp } from "../helpers/app.ts";
import { callAs } from "../helpers/call.ts";
import { resynthesizeCharacter } from "../helpers/operations.ts";
import { expectOk } from "../helpers/seed.ts";
import { waitFor } from "../helpers/wait-for.ts";

test("logs a run that fails unexpectedly with its synthesis id, and runs it again", async () => {
  await using fixture = await startTestApp({ roles: ["worker"] });
  const { app, logged, seed } = fixture;
  const team = await seed.team({ credits: 10 });
  const id = await seed.character(team.teamId);
  await app.db.sql`alter function claim_synthesis rename to claim_synthesis_gone`;
  const input = { id, body: {}, idempotencyKey: null };
  const { synthesis } = expectOk(await resynthesizeCharacter(app, await callAs(app, team.apiKey), input));

  const logLine = await waitFor("the log", async () => logged.find(({ message }) => message.startsWith("run failed")));
  expect(logLine.fields).toMatchObject({ synthesis_id: synthesis.id, err: { code: "42883" } });

  await app.db.sql`alter function claim_synthesis_gone rename to claim_synthesis`;
  await waitFor("the set", async () => {
    const [row] = await app.db.sql`select status from retake.syntheses where id = ${synthesis.id}`;
    return row?.status === "succeeded";
  });
});
