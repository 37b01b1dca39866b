/** The types of the data that the documents of documents.ts select. */

export type CharacterStatus = "SYNTHESIZING" | "REVIEWING" | "READY" | "FAILED" | "DELETED";
export type SynthesizedPose = "PORTRAIT" | "FRONT" | "SIDE" | "BACK";
export type Pose = SynthesizedPose | "OTHER";
type SynthesisStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";
type GenerationStatus = "PENDING" | "RUNNING" | "DELIVERED" | "FAILED";
export type PaidOperation = "RESYNTHESIZE_CHARACTER" | "CREATE_CHARACTER" | "REGENERATE_CHARACTER_REF" | "CREATE_IMAGE";

export type Attributes = {
  gender: string | null;
  age: number | null;
  ethnicity: string | null;
  hairColor: string | null;
  hairStyle: string | null;
  eyeColor: string | null;
  bodyType: string | null;
  additionalDetails: string | null;
};

export type Ref = { pose: Pose; url: string; thumbUrl: string; thumbhash: string; width: number; height: number };

/** `thumbUrl` and `thumbhash` are a small preview, available when the image is delivered. */
export type Generation = {
  pose: SynthesizedPose;
  status: GenerationStatus;
  attempt: number;
  thumbUrl: string | null;
  thumbhash: string | null;
};

export type Synthesis = {
  id: string;
  kind: "CREATE" | "RESYNTHESIZE" | "REGENERATE_REF";
  status: SynthesisStatus;
  cost: number;
  creditsReleased: number;
  startedAt: string;
  finishedAt: string | null;
  errorCode: string | null;
  progress: { completed: number; total: number };
  generations: Generation[];
};

export type Character = {
  id: string;
  name: string;
  status: CharacterStatus;
  version: number;
  attributes: Attributes | null;
  clientReferenceId: string | null;
  errorMessage: string | null;
  createdAt: string;
  updatedAt: string;
  sheetUrl: string | null;
  refs: Ref[];
  synthesis: Synthesis | null;
};

export type RefSet = { id: string; number: number; createdAt: string; refs: Ref[] };

export type Image = {
  id: string;
  status: "PENDING" | "PROCESSING" | "SUCCEEDED" | "FAILED";
  prompt: string;
  url: string | null;
  thumbUrl: string | null;
  thumbhash: string | null;
  width: number;
  height: number;
  cost: number;
  errorMessage: string | null;
  createdAt: string;
  completedAt: string | null;
  character: { id: string; name: string } | null;
};

export type Credits = { total: number; held: number; available: number };
export type RateLimit = { bucket: string; limit: number; remaining: number; resetAt: string };

export type LedgerEntry = {
  id: string;
  kind: "GRANT" | "HOLD" | "CAPTURE" | "RELEASE";
  amount: number;
  createdAt: string;
  apiKeyId: string | null;
  synthesis: { id: string; kind: Synthesis["kind"]; character: { id: string; name: string } | null } | null;
  image: { id: string; prompt: string } | null;
};

export type ApiKey = {
  id: string;
  preview: string;
  scope: "READ" | "WRITE" | "FULL";
  createdAt: string;
  revokedAt: string | null;
};

export type Page<T> = { nodes: T[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** An error type of a result union: the fields of `UserError` and those of the type itself. */
export type Refusal = {
  __typename: string;
  type: string;
  code: string;
  message: string;
  param: string | null;
  requestId: string;
  required?: number;
  available?: number;
  held?: number;
  bucket?: string;
  retryAfterSeconds?: number;
  status?: CharacterStatus;
  eligible?: CharacterStatus[];
  reason?: "OTHER_BODY" | "OTHER_OPERATION" | "IN_FLIGHT";
};

export type Change = {
  cursor: string;
  version: number;
  status: CharacterStatus;
  previousStatus: CharacterStatus | null;
  snapshot: boolean;
  occurredAt: string;
  characterId: string;
  character: Character | null;
  synthesis: Synthesis | null;
};
