/** All versions of the public contract, oldest first. A new team is pinned to the last one. */
export const CONTRACT_VERSIONS = ["2026-05-15"] as const;

export type ContractVersion = (typeof CONTRACT_VERSIONS)[number];

export const CURRENT_CONTRACT_VERSION: ContractVersion = "2026-05-15";
