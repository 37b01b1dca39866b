import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDemo } from "../composition/demo.ts";
import { readConfig } from "../config.ts";
import type { AppContext } from "../context.ts";
import type { Call } from "../domain/principal.ts";
import type { CharacterChange } from "../domain/snapshots.ts";
import { authenticate } from "../operations/authenticate.ts";
import { saveCharacter } from "../operations/change-character.ts";
import { getTeam } from "../operations/get-team.ts";
import { callOperation } from "../operations/operation.ts";
import { resynthesizeCharacter } from "../operations/resynthesize-character.ts";
import { watchCharacter } from "../operations/watch-character.ts";
import { startRuntime } from "../runtime.ts";
import { makeFolder } from "../storage/file-store.ts";
import { contactSheet } from "../storage/images.ts";
import type { Command } from "./command.ts";
import { createLogger } from "./logger.ts";
import { CommandRefused, unwrap } from "./with-core.ts";

/**
 * Shows a resynthesis in one command that ends by itself: resynthesizes, watches, saves, and writes the images to
 * files.
 */
export const demo: Command = {
  texts: ["out"],
  flags: [],
  run: async (options) => {
    const config = { ...readConfig(), PORT: 0 };
    const folder = options.text("out") ?? "out";
    // Checked first, so that no credits are spent when the folder is unusable.
    await makeFolder(folder);
    const logger = createLogger("warn", process.stderr);
    const runtime = await startRuntime(config, { roles: ["worker"], logger });
    try {
      const { apiKey, characterIds } = await openDemo(runtime.app, true);
      const [id] = characterIds;
      const call = await callAs(runtime.app, apiKey);
      const last = await resynthesize(runtime.app, call, id);
      const files = await writeImages(runtime.app, last, folder);
      unwrap(await callOperation(runtime.app, call, saveCharacter, { args: { id } }), "character");
      say(`saved: ready`);
      const { balance } = unwrap(await callOperation(runtime.app, call, getTeam, { args: {} }), "team");
      return { character_id: id, status: "ready", files, credits: balance };
    } finally {
      await runtime.stop();
    }
  },
};

async function callAs(app: AppContext, apiKey: string): Promise<Call> {
  const principal = await authenticate(app, apiKey);
  return { principal, requestId: app.newId("request"), version: principal.pinnedVersion, onRateLimitState: () => {} };
}

/** Starts the synthesis, prints each status until it ends, and returns the last change. */
async function resynthesize(app: AppContext, call: Call, id: string): Promise<CharacterChange> {
  const started = performance.now();
  const request = { args: { id }, wireBody: {}, idempotencyKey: `demo-${app.newId("request")}` };
  const accepted = await callOperation(app, call, resynthesizeCharacter, request);
  const { character, synthesis } = unwrap(accepted, "character");
  say(`accepted: ${synthesis.id}, ${synthesis.cost} credits held`);
  const after = character.version - 1;
  const changes = unwrap(await callOperation(app, call, watchCharacter, { args: { id, after } }), "character");
  for await (const change of changes) {
    say(`${((performance.now() - started) / 1000).toFixed(1)} s  version ${change.version}  ${change.status}`);
    if (change.status !== "synthesizing") {
      if (change.status === "failed") throw new CommandRefused(failureText(change.character?.error_message));
      if (change.status === "deleted")
        throw new CommandRefused("The character was deleted. Its credits were released.");
      return change;
    }
  }
  throw new CommandRefused("The process stopped before the synthesis ended. Run the command again.");
}

function failureText(code: string | null | undefined): string {
  return `The synthesis failed with ${code}, and its credits were released. The page /errors of a running server explains the code.`;
}

async function writeImages(app: AppContext, change: CharacterChange, folder: string): Promise<string[]> {
  const images: Uint8Array[] = [];
  const files: string[] = [];
  for (const ref of change.character?.refs ?? []) {
    const bytes = await app.blobs.get(ref.key);
    if (!bytes)
      throw new CommandRefused(`The image of the pose ${ref.pose} is not in the image store. Check BLOB_STORE.`);
    images.push(bytes);
    files.push(join(folder, `${ref.pose}.webp`));
    await writeFile(files.at(-1) ?? "", bytes);
  }
  const sheet = join(folder, "contact-sheet.png");
  await writeFile(sheet, await contactSheet(images, { format: "png" }));
  files.push(sheet);
  for (const file of files) say(`wrote ${file}`);
  return files;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
