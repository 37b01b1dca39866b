/** Every known version of the public contract, oldest first; the last one is what a new team is pinned to. */
export const CONTRACT_VERSIONS = ["2026-05-15"] as const;

export type ContractVersion = (typeof CONTRACT_VERSIONS)[number];

export const CURRENT_CONTRACT_VERSION: ContractVersion = "2026-05-15";
