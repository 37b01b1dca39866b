import { SCOPES, type Scope } from "../domain/principal.ts";
import { CODE_TTL_SECONDS, createConsoleCode } from "../operations/console-session.ts";
import { createFixtureCharacters } from "../operations/create-fixture-characters.ts";
import {
  createKey,
  createTeam,
  grantCredits,
  listKeys,
  listTeams,
  revokeKey,
  showCredits,
  verify,
} from "../operations/operator.ts";
import { createSandboxProvider } from "../providers/sandbox/draw-character.ts";
import { type Command, UsageError } from "./command.ts";
import { signInLink } from "./start.ts";
import { noSuchTeam, unwrap, withCore } from "./with-core.ts";

export const teamCreate: Command = {
  texts: ["name", "credits"],
  flags: ["auto-save"],
  run: (options) => {
    const input = {
      name: options.required("name"),
      credits: options.integer("credits") ?? 0,
      autoSave: options.flag("auto-save"),
    };
    return withCore(async (app) => ({ team_id: unwrap(await createTeam(app, input), "team").teamId }));
  },
};

export const teamList: Command = {
  texts: ["after"],
  flags: [],
  run: (options) =>
    withCore(async (app) => {
      const { teams, hasMore } = await listTeams(app, options.text("after") ?? null);
      return {
        teams: teams.map(({ id, name, balance, keys }) => ({ team_id: id, name, ...balance, keys })),
        has_more: hasMore,
      };
    }),
};

export const keyCreate: Command = {
  texts: ["team", "scope"],
  flags: [],
  run: (options) => {
    const team = options.required("team");
    const scope = parseScope(options.text("scope") ?? "full");
    return withCore(async (app) => {
      const { keyId, secret } = unwrap(await createKey(app, team, scope), "team");
      return { key_id: keyId, api_key: secret };
    });
  },
};

export const keyRevoke: Command = {
  texts: ["id"],
  flags: [],
  run: (options) => {
    const id = options.required("id");
    return withCore(async (app) => ({ key_id: unwrap(await revokeKey(app, id), "key").keyId, revoked: true }));
  },
};

export const keyList: Command = {
  texts: ["team"],
  flags: [],
  run: (options) => {
    const team = options.required("team");
    return withCore(async (app) => {
      const keys = unwrap(await listKeys(app, team), "team");
      return {
        keys: keys.map(({ id, preview, scope, created_at, revoked_at }) => ({
          key_id: id,
          preview,
          scope,
          created_at,
          revoked_at,
        })),
      };
    });
  },
};

function parseScope(text: string): Scope {
  const scope = SCOPES.find((known) => known === text);
  if (!scope) throw new UsageError(`--scope must be one of ${SCOPES.join(", ")}`);
  return scope;
}

export const creditsGrant: Command = {
  texts: ["team", "amount", "note"],
  flags: [],
  run: (options) => {
    const teamId = options.required("team");
    const amount = options.integer("amount");
    if (amount === undefined) throw new UsageError("--amount is required");
    const note = options.text("note") ?? null;
    return withCore(async (app) => unwrap(await grantCredits(app, { teamId, amount, note }), "team"));
  },
};

export const creditsShow: Command = {
  texts: ["team"],
  flags: [],
  run: (options) => {
    const teamId = options.required("team");
    return withCore(async (app) => unwrap(await showCredits(app, teamId), "team"));
  },
};

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

/** Makes a sign-in link to the console for a team. */
export const consoleLink: Command = {
  texts: ["team"],
  flags: [],
  run: (options) => {
    const team = options.required("team");
    return withCore(async (app) => {
      const code = await createConsoleCode(app, team);
      if (code === null) throw noSuchTeam();
      return { url: signInLink(app.publicUrl(), code), expires_in_seconds: CODE_TTL_SECONDS };
    });
  },
};

/** Prints the violations of all invariants. Exits with 1 if there are any. */
export const verifyCommand: Command = {
  texts: [],
  flags: [],
  run: () =>
    withCore(async (app) => {
      const violations = await verify(app);
      if (violations.length > 0) process.exitCode = 1;
      return { violations };
    }),
};
