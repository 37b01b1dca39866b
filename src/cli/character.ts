import { createFixtureCharacters } from "../operations/create-fixture-characters.ts";
import { createSandboxProvider } from "../providers/sandbox/draw-character.ts";
import { type Command, UsageError } from "./command.ts";
import { unwrap, withCore } from "./with-core.ts";

export const characterCreate: Command = {
  texts: ["team", "name", "status", "attributes", "count"],
  flags: [],
  run: (options) => {
    const input = {
      teamId: options.required("team"),
      name: options.required("name"),
      status: parseStatus(options.required("status")),
      attributes: parseAttributes(options.text("attributes")),
      count: options.integer("count") ?? 1,
    };
    return withCore(async (app) => {
      const made = await createFixtureCharacters(app, createSandboxProvider({ latencyMs: 0 }), input);
      return { character_ids: unwrap(made, "team").characterIds };
    });
  },
};

function parseStatus(text: string): "ready" | "reviewing" | "failed" {
  if (text === "ready" || text === "reviewing" || text === "failed") return text;
  throw new UsageError("--status must be ready, reviewing or failed");
}

/** Only checks that the text is JSON. The operation validates the attributes. */
function parseAttributes(text: string | undefined) {
  if (text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError("--attributes must be JSON");
  }
}
