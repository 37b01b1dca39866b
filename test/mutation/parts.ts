/** A part of the code that handles credits, with the tests that should kill its mutants. It can be run alone. */
export type Part = {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** True for functions in the database. */
  readonly sql?: true;
};

const paid = [
  "test/domain/*.test.ts",
  "test/operations/{create-character,regenerate-character-ref,images,inputs}.test.ts",
  "test/operations/{cancel-synthesis,delete-character,restore-ref-set,update-character}.test.ts",
  "test/services/{accepts,characters,races,call-limiter,team-reads}.test.ts",
];

/** The parts in the order in which they run, with the fastest first. */
export const PARTS: Readonly<Record<string, Part>> = {
  domain: {
    mutate: ["src/domain/{idempotency,credits,buckets,refusals,errors,character,limiter}.ts"],
    tests: ["test/domain/*.test.ts"],
  },
  transports: {
    mutate: ["src/http/request.ts", "src/graphql/limits.ts", "src/rest/{request,response}.ts"],
    tests: [
      "test/rest/{headers,json-body,scan-json,query}.test.ts",
      "test/http/authenticate.test.ts",
      "test/graphql/{idempotency-header,keyed-fields,limits}.test.ts",
    ],
  },
  operations: {
    mutate: [
      "src/operations/{operation,idempotent-request,wire-names,resynthesize-character,create-character,images}.ts",
      "src/operations/{change-character,input}.ts",
    ],
    tests: [
      ...paid,
      "test/operations/{declarations,call-operation,finish-accept}.test.ts",
      "test/graphql/{schema,errors}.test.ts",
      "test/rest/openapi.test.ts",
    ],
  },
  services: {
    mutate: ["src/services/{accept,rate-limits,credits,generations}/*.ts"],
    tests: [
      ...paid,
      "test/services/{accept-batcher,runs,maintenance,upload-token}.test.ts",
      "test/operations/uploads.test.ts",
      "test/worker/sweep.test.ts",
    ],
  },
  maintenance: {
    mutate: ["src/worker/maintenance.ts"],
    tests: ["test/worker/{maintenance-rounds,sweep-rounds,sweep}.test.ts"],
  },
  worker: {
    mutate: ["src/worker/{generation,provider-failure,provider-request,pipeline,run}.ts"],
    tests: ["test/worker/!(collect-blobs|fairness|maintenance-rounds|pauses|sweep|sweep-rounds).test.ts"],
  },
  sql: {
    sql: true,
    mutate: [
      "src/services/{credits,idempotency}/!(*-json).sql",
      "src/services/{rate-limits,generations}/*.sql",
      "src/services/{ref-sets,uploads,maintenance}/!(*-json|record-sheet).sql",
      "src/services/accept/!(*-json).sql",
      "src/services/characters/!(*-json|create-fixture).sql",
    ],
    tests: [
      "test/operations/{images,uploads,create-character,delete-character}.test.ts",
      "test/operations/{regenerate-character-ref,restore-ref-set}.test.ts",
      "test/services/{accept-batch,accept-batch-random,accept-batch-writes,accepts,characters,clock,identity-seed,races,runs,maintenance,lock-waits,settle-image}.test.ts",
      "test/services/{erased-prompts,timestamps,attempt-records,requeue-lost,token-bucket,unchanged-characters}.test.ts",
      "test/services/upload-expiry.test.ts",
      "test/races/{image-of-deleted-character,concurrent-key-claims,records-and-endings,credit-shortage}.test.ts",
      "test/races/{uploads,upload-deletion-locks}.test.ts",
    ],
  },
};
