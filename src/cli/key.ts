import { SCOPES, type Scope } from "../domain/principal.ts";
import { createKey, listKeys, revokeKey } from "../operations/operator.ts";
import { type Command, UsageError } from "./command.ts";
import { unwrap, withCore } from "./with-core.ts";

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
