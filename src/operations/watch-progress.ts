import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { ok, refuse } from "../domain/refusals.ts";
import type { ProgressStep } from "../domain/snapshots.ts";
import { type CancelSignal, cancellableStream } from "../domain/stream.ts";
import { findPresentProgress, type PresentProgress } from "../events/present-state.ts";
import { lookupId } from "./input.ts";
import { defineOperation } from "./operation.ts";

/**
 * Streams the progress of a character's syntheses: first the present state of its latest synthesis, if there is one,
 * and then each step of it and of every later synthesis, in order, until the character is deleted.
 */
export const watchProgress = defineOperation({
  name: "watch_progress",
  scope: "read",
  bucket: null,
  idempotent: false,
  refusals: ["not_found"],
  input: z.strictObject({ characterId: lookupId }),
  run: async ({ app, call, input }) => {
    const { characterId: id } = input;
    const { teamId } = call.principal;
    const present = isPlausibleId(id) ? await findPresentProgress(app.db, teamId, id) : null;
    if (!present) return refuse({ kind: "not_found" });
    return ok(cancellableStream<ProgressStep>((signal) => stepsOf(app, { id, teamId }, present, signal)));
  },
});

type Character = { readonly id: string; readonly teamId: string };
type Run = { readonly synthesisId: string; readonly version: number };

/**
 * A character has one running synthesis at a time: streams its steps, then waits for the change that starts the next.
 */
async function* stepsOf(
  app: AppContext,
  character: Character,
  { step, version }: PresentProgress,
  signal: CancelSignal,
): AsyncGenerator<ProgressStep, void> {
  if (step) yield step;
  if (step?.synthesis.status === "running") yield* stepsOfRun(app, character, step.synthesis_id, step.seq, signal);
  let run = await nextRun(app, character, version, signal);
  while (run) {
    yield* stepsOfRun(app, character, run.synthesisId, 0, signal);
    run = await nextRun(app, character, run.version, signal);
  }
}

async function* stepsOfRun(
  app: AppContext,
  { teamId }: Character,
  synthesisId: string,
  after: number,
  signal: CancelSignal,
): AsyncGenerator<ProgressStep, void> {
  for await (const step of app.feed.progress({ id: synthesisId, teamId }, after, signal)) {
    yield step;
    if (step.pose === null) return;
  }
}

/**
 * Waits for the first synthesis that starts after a version; null when the character is deleted or the stream is
 * cancelled.
 */
async function nextRun(
  app: AppContext,
  character: Character,
  version: number,
  signal: CancelSignal,
): Promise<Run | null> {
  for await (const change of app.feed.character(character, version, signal)) {
    if (change.status === "deleted") return null;
    if (change.status !== "synthesizing" || change.synthesis_id === null) continue;
    return { synthesisId: change.synthesis_id, version: change.version };
  }
  return null;
}
