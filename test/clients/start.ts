/** The server and the character that a program uses. */
export type Start = {
  readonly url: string;
  readonly apiKey: string;
  /** A ready character of a team with 100 credits. */
  readonly id: string;
  /** Lets the provider deliver. Until then every synthesis keeps running. */
  readonly deliver: () => void;
};

/** Programs by file name. `extra` holds the texts of programs that are not files. */
export type Compilation = {
  readonly programs: readonly string[];
  readonly openApiDocument: string;
  readonly extra: Readonly<Record<string, string>>;
};

/** The compiler's errors by program. A program without an error has no entry. */
export type CompileErrors = Readonly<Record<string, readonly string[]>>;
