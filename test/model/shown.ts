import type { SeenCharacter, SeenImage } from "../helpers/clients.ts";
import type { Wire } from "./ask.ts";
import type { Shown } from "./state.ts";

type Json = Record<string, unknown>;

/** The resource of a response in the model's terms: indices for ids, and the synthesis that made each image. */
export function readShown(wire: Wire, json: SeenCharacter | SeenImage | Json): Shown {
  if ("currency" in json) {
    const { credits, held_credits, available_credits } = json as Record<string, number>;
    return { kind: "balance", total: credits ?? -1, held: held_credits ?? -1, available: available_credits ?? -1 };
  }
  if ("deleted" in json) return { kind: "deleted", index: indexOf(wire.ids.characters, String(json.id)) };
  return json.object === "image" ? findImage(wire, json as SeenImage) : findCharacter(wire, json as SeenCharacter);
}

function findCharacter({ ids, tags }: Wire, seen: SeenCharacter): Shown {
  return {
    kind: "character",
    index: learn(ids.characters, seen.id),
    name: seen.name,
    status: seen.status,
    attributes: seen.attributes as Extract<Shown, { kind: "character" }>["attributes"],
    refs: seen.refs.map((ref) => tags.get(new URL(ref.url).pathname) ?? ref.url),
    error: seen.error_message,
    createdAt: Date.parse(seen.created_at),
    updatedAt: Date.parse(seen.updated_at),
  };
}

function findImage({ ids }: Wire, seen: SeenImage): Shown {
  return {
    kind: "image",
    index: learn(ids.runs, seen.id),
    // The model does not count provider calls.
    status: seen.status === "processing" ? "pending" : seen.status,
    prompt: seen.prompt,
    character: seen.character_id === null ? null : indexOf(ids.characters, seen.character_id),
    set: seen.ref_set,
    cost: seen.cost,
    createdAt: Date.parse(seen.created_at),
  };
}

const indexOf = (ids: readonly string[], id: string) => ids.indexOf(id);

/** The index of an id. A new id gets the next index. */
function learn(ids: string[], id: string): number {
  if (!ids.includes(id)) ids.push(id);
  return ids.indexOf(id);
}
