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

/** One call of a principal, as every operation gets it. */
export type Call = {
  readonly principal: Principal;
  readonly requestId: string;
  /** The version that applies: the header's, else the pinned one. */
  readonly version: ContractVersion;
  /** Called with each bucket that the call looked at, so that REST can print its state in headers. */
  readonly onRateLimitState: (state: BucketState) => void;
};

/** True when `scope` includes the rights of `needed`: read < write < full. */
export function scopeAllows(scope: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
}

/** Throws `CallError` missing_scope (403) when the caller's key does not include `needed`. */
export function requireScope(principal: Principal, needed: Scope): void {
  if (scopeAllows(principal.scope, needed)) return;
  throw new CallError("missing_scope", `This call needs a key with scope ${needed}; this one has ${principal.scope}.`);
}
