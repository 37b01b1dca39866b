/** Where a program finds the server, and what it works on. */
export type Start = {
  readonly url: string;
  readonly apiKey: string;
  /** A ready character of a team with 100 credits. */
  readonly id: string;
  /** Lets the provider answer; until then every synthesis runs. */
  readonly deliver: () => void;
};

/** Programs by file name; `extra` are texts of further ones, which exist nowhere else. */
export type Compilation = {
  readonly programs: readonly string[];
  readonly openApiDocument: string;
  readonly extra: Readonly<Record<string, string>>;
};

/** What the compiler says of each program; no entry for one without an error. */
export type CompileErrors = Readonly<Record<string, readonly string[]>>;
