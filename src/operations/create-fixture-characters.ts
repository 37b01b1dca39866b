import { z } from "zod";
import type { AppContext } from "../context.ts";
import { type CharacterAttributes, SYNTHESIZED_POSES } from "../domain/character.ts";
import { type Outcome, ok, refuse } from "../domain/refusals.ts";
import type { StoredRef } from "../domain/snapshots.ts";
import type { ImageProvider } from "../providers/provider.ts";
import { createFixture } from "../services/characters/characters.ts";
import { ingestImage, MAX_PROVIDER_IMAGE_BYTES } from "../storage/images.ts";
import { attributesInput, parseInput, setAttributes, text } from "./input.ts";
import { argsFromWire } from "./wire-names.ts";

/** How many characters one call creates at most. More would be a load test and not a fixture. */
const MAX_COUNT = 1_000;

const fixtureInput = z.strictObject({
  teamId: text(1, 64),
  name: text(1, 120),
  status: z.enum(["ready", "reviewing", "failed"]),
  attributes: attributesInput.nullable(),
  count: z.int().min(1).max(MAX_COUNT),
});

/**
 * Creates characters for the operator, free of charge, with images of the `sandbox` provider, whichever provider is
 * configured. `attributes` have REST's names.
 */
export async function createFixtureCharacters(
  app: AppContext,
  sandbox: ImageProvider,
  input: Omit<z.input<typeof fixtureInput>, "attributes"> & { readonly attributes: unknown },
): Promise<Outcome<{ characterIds: readonly string[] }>> {
  const parsed = parseInput(fixtureInput, { ...input, attributes: argsFromWire(attributesInput, input.attributes) });
  if (!parsed.ok) return parsed;
  const { teamId, name, status, count } = parsed.value;
  const attributes = setAttributes(parsed.value.attributes);
  const characterIds: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const id = app.newId("character");
    const identitySeed = app.randomSeed();
    const refs = await drawRefs(app, sandbox, { id, teamId, attributes: attributes ?? {}, identitySeed });
    const created = await createFixture(app.db, { id, teamId, name, status, attributes, identitySeed, refs });
    if (!created) return refuse({ kind: "not_found" });
    characterIds.push(id);
  }
  app.notifier.notifyChanged(teamId);
  return ok({ characterIds });
}

type Person = { id: string; teamId: string; attributes: CharacterAttributes; identitySeed: number };

function drawRefs(app: AppContext, sandbox: ImageProvider, person: Person): Promise<StoredRef[]> {
  return Promise.all(
    SYNTHESIZED_POSES.map(async (pose) => {
      const { poseSize } = sandbox.capabilities;
      const { attributes, identitySeed } = person;
      const request = {
        pose,
        attributes,
        prompt: "",
        references: [],
        identitySeed,
        seed: app.randomSeed(),
        ...poseSize,
      };
      const call = { key: `${person.id}:${pose}`, signal: AbortSignal.timeout(app.config.IMAGE_PROVIDER_TIMEOUT_MS) };
      const drawn = await sandbox.generate(request, call);
      const ingested = await ingestImage(drawn.bytes, { teamId: person.teamId, maxBytes: MAX_PROVIDER_IMAGE_BYTES });
      if (!ingested.ok) throw new Error(`the sandbox returned an unusable image: ${ingested.reason}`);
      for (const blob of ingested.blobs) await app.blobs.put(blob.key, blob.bytes, blob.contentType);
      return { pose, ...ingested.image };
    }),
  );
}
