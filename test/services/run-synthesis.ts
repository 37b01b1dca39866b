import { randomUUID } from "node:crypto";
import type { AppContext } from "../../src/context.ts";
import type { StoredImage } from "../../src/domain/snapshots.ts";
import {
  claimSynthesis,
  recordDelivered,
  recordSent,
  settleSynthesis,
} from "../../src/services/generations/run-records.ts";

/** A stored image of the team whose bytes do not exist. `name` determines its keys. */
export function storedImage(teamId: string, name: string): StoredImage {
  const key = (text: string) => {
    const sha = Buffer.from(`${text} ${name}`).toString("hex").slice(-64).padEnd(64, "0");
    return `v1/${teamId}/${sha.slice(0, 2)}/${sha}.webp`;
  };
  const thumbhash = "1QcSHQRnh493V4dIh4eXh1h4kJUI";
  return { key: key("master"), thumb_key: key("thumb"), width: 768, height: 1024, thumbhash, bytes: 1000 };
}

/** Delivers every missing image as a worker would, without drawing any. Returns a function that settles. */
export async function deliverAll(app: AppContext, synthesisId: string): Promise<() => Promise<boolean>> {
  const runner = randomUUID();
  const claimed = await claimSynthesis(app.db, synthesisId, runner);
  if (!claimed) throw new Error("the synthesis cannot be claimed");
  for (const { pose, status } of claimed.generations) {
    if (status === "delivered") continue;
    const about = { synthesisId, pose, runner };
    const request = {
      prompt: pose,
      template: "test",
      seed: 1,
      seed_counts: true,
      width: 768,
      height: 1024,
      references: [],
    };
    const sent = await recordSent(app.db, about, request, { maxAttempts: 4, provider: "test" });
    if (!sent || "pausedMs" in sent) throw new Error("the attempt was not sent");
    const image = storedImage(claimed.team_id, `${synthesisId}:${pose}`.slice(-30));
    await recordDelivered(app.db, { ...about, attempt: sent.attempt }, image, { model: null, requestId: null });
  }
  return () => settleSynthesis(app.db, synthesisId, runner);
}

/** Runs a synthesis to its success. */
export async function finish(app: AppContext, synthesisId: string): Promise<void> {
  const settle = await deliverAll(app, synthesisId);
  if (!(await settle())) throw new Error("the synthesis was not settled");
}
