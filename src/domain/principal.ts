import type { BucketState } from "./buckets.ts";
import type { ContractVersion } from "./contract-version.ts";
import { CallError } from "./errors.ts";

export const SCOPES = ["read", "write", "full"] as const;
export type Scope = (typeof SCOPES)[number];

/** The authenticated caller. */
export type Principal = {
  readonly teamId: string;
  readonly keyId: string;
  readonly scope: Scope;
  /** The contract version pinned on the team. */
  readonly pinnedVersion: ContractVersion;
};

/** One call of a principal, as every operation receives it. */
export type Call = {
  readonly principal: Principal;
  readonly requestId: string;
  /** The contract version of the call: that of the header, otherwise the pinned one. */
  readonly version: ContractVersion;
  /** Called with every bucket that the call uses, so that REST can send its state in headers. */
  readonly onRateLimitState: (state: BucketState) => void;
};

/** Whether `scope` includes the rights of `needed`: read < write < full. */
function scopeAllows(scope: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
}

/** Throws `CallError` `missing_scope` (403) when the caller's key does not include `needed`. */
export function requireScope(principal: Principal, needed: Scope): void {
  if (scopeAllows(principal.scope, needed)) return;
  throw new CallError("missing_scope", `This call needs a key with scope ${needed}; this one has ${principal.scope}.`);
}
