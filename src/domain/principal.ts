import type { BucketState } from "./buckets.ts";
import type { ContractVersion } from "./contract-version.ts";

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
  /** Told about each bucket that the call looked at, so that the transport can print it. */
  readonly noteBucket: (state: BucketState) => void;
};

/** True when `scope` includes the rights of `needed`: read < write < full. */
export function scopeAllows(scope: Scope, needed: Scope): boolean {
  return SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
}
