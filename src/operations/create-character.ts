import { z } from "zod";
import type { AppContext } from "../context.ts";
import { isPlausibleId } from "../domain/ids.ts";
import { SYNTHESIZED_POSES } from "../domain/pose.ts";
import type { Call } from "../domain/principal.ts";
import type { InvalidInputCode, Outcome } from "../domain/refusals.ts";
import type { AcceptedCreation } from "../domain/snapshots.ts";
import { acceptCreation } from "../services/accept/accept-creation.ts";
import { acceptUploadCreation } from "../services/accept/accept-upload-creation.ts";
import { attributesInput, setAttributes } from "./attributes-input.ts";
import { keyRefusal, parseInput, text } from "./input.ts";
import { answerAccept, keyedCall, type Replayed } from "./paid-call.ts";

/** As many as the source API takes for one character. */
const MAX_UPLOADS = 6;

/** Either `generate` with attributes, or uploads. */
export const createCharacterBody = z
  .strictObject({
    name: text(1, 120),
    generate: z.boolean().nullish(),
    attributes: attributesInput.nullish(),
    upload_ids: z.array(z.string()).min(1).max(MAX_UPLOADS).nullish(),
    client_reference_id: text(0, 256).nullish(),
  })
  .superRefine((body, context) => {
    const complain = (code: InvalidInputCode, member: string, message: string) =>
      context.addIssue({ code: "custom", path: [member], message, params: { code } });
    const generate = body.generate === true;
    if (generate && body.upload_ids) {
      complain("parameter_invalid_combination", "upload_ids", "can't be sent together with generate");
    } else if (!generate && !body.upload_ids) {
      complain("parameter_invalid_combination", "generate", "must be true, unless uploads are sent");
    } else if (generate && setAttributes(body.attributes) === null) {
      complain("missing_field", "attributes", "needed to synthesize a character, at least one of them");
    } else if (body.upload_ids?.some((id, index, all) => !isPlausibleId(id) || all.indexOf(id) !== index)) {
      complain("upload_invalid", "upload_ids", "must be ids of uploads, each once");
    }
  });

export type CreateCharacterInput = {
  /** The body as sent over REST. */
  readonly body: unknown;
  readonly idempotencyKey: string | null;
};

export type CreationResult = AcceptedCreation & Replayed;

/**
 * A new character: synthesized from attributes for the price of four generations, or made from uploads, free and ready
 * at once. Safe to send again with the same key, over either transport.
 */
export async function createCharacter(
  app: AppContext,
  call: Call,
  input: CreateCharacterInput,
): Promise<Outcome<CreationResult>> {
  const badKey = keyRefusal(input.idempotencyKey);
  if (badKey) return badKey;
  const body = parseInput(createCharacterBody, input.body);
  if (!body.ok) return body;
  return body.value.upload_ids
    ? fromUploads(app, call, input, body.value, body.value.upload_ids)
    : synthesized(app, call, input, body.value);
}

type Body = z.output<typeof createCharacterBody>;

async function synthesized(
  app: AppContext,
  call: Call,
  input: CreateCharacterInput,
  body: Body,
): Promise<Outcome<CreationResult>> {
  const result = await acceptCreation(app.db, app.callLimiter, keyed(app, call, input), {
    ...identity(app, call, body),
    attributes: setAttributes(body.attributes) ?? {},
    synthesisId: app.newId("synthesis"),
    price: SYNTHESIZED_POSES.length * app.config.CREDITS_PER_GENERATION,
    deadlineMs: app.config.SYNTHESIS_DEADLINE_MS,
  });
  return answerAccept(app, call, result);
}

async function fromUploads(
  app: AppContext,
  call: Call,
  input: CreateCharacterInput,
  body: Body,
  uploadIds: readonly string[],
): Promise<Outcome<CreationResult>> {
  const result = await acceptUploadCreation(app.db, app.callLimiter, app.cheapBuckets, keyed(app, call, input), {
    ...identity(app, call, body),
    attributes: setAttributes(body.attributes),
    uploadIds,
  });
  call.noteBucket(app.cheapBuckets.peek(call.principal.teamId, "characters_post"));
  return answerAccept(app, call, result);
}

/** Both ways are one operation: a key used for one can't be used for the other. */
function keyed(app: AppContext, call: Call, { body, idempotencyKey }: CreateCharacterInput) {
  return keyedCall(app, call, { operation: "create_character", target: null, body, idempotencyKey });
}

function identity(app: AppContext, call: Call, body: Body) {
  return {
    characterId: app.newId("character"),
    name: body.name,
    clientReferenceId: body.client_reference_id ?? null,
    version: call.version,
    identitySeed: app.randomSeed(),
  };
}
