import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { DocumentNode } from "graphql";
import type { Call } from "../domain/principal.ts";

/** The operation of a subscriber, as its events are executed. */
export type SharedOperation = {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  /** As the schema understands them: defaults filled in, unknown ones dropped. */
  readonly variables: Readonly<Record<string, unknown>>;
};

/**
 * Equal for two subscribers exactly when every event looks the same to both: the team first, what its key may see, the
 * version of the contract, and what was asked for. A hash, because each of many sockets keeps one. What the key does
 * not hold can't be read while an event is executed for several (`sharedContext`); what is the same for the whole
 * process (schema, introspection, signing secret, public URL) need not be in it. Null, which shares with nobody, when the
 * text is not known or nothing that can be hashed (lone surrogates, which all hash alike).
 */
export function shareKey(call: Call, operation: SharedOperation): string | null {
  const text = operation.document.loc?.source.body;
  const { teamId, scope, pinnedVersion } = call.principal;
  const facts = [teamId, scope, pinnedVersion, call.version, text, operation.operationName, operation.variables];
  if (text === undefined) return null;
  try {
    return createHash("sha256")
      .update(canonicalize(facts) ?? "")
      .digest("base64url");
  } catch {
    return null;
  }
}
