import type postgres from "postgres";

/**
 * What a statement of the driver (3.4.9) is inside: the parts by which a pool of ours runs it. None of it is documented;
 * the version is pinned, and a test keeps this true.
 */
export type DriverStatement = {
  /** Called once, a turn after the statement is first awaited: sends it. */
  handler: (statement: DriverStatement) => void;
  /** Its text, cut where its parameters are. */
  readonly strings: readonly string[];
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
};

/** The statement inside a query; null when it is none (an identifier, a list of values). */
export function statementOf(query: unknown): DriverStatement | null {
  return query instanceof Promise ? (query as unknown as DriverStatement) : null;
}

/** How a client of the driver sends a statement. */
export function senderOf(client: postgres.Sql): DriverStatement["handler"] {
  const statement = statementOf(client``);
  if (!statement) throw new Error("the driver's statements are not what they were");
  return statement.handler;
}

/** Trouble with a connection, spelled as the driver spells it. */
export function connectionError(
  code: "CONNECTION_CLOSED" | "CONNECTION_ENDED" | "CONNECTION_BUSY",
  why: string,
): Error {
  return Object.assign(new Error(why), { code });
}

/** True when the server itself refused the statement, so that its connection is as good as before. */
export function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === "PostgresError" && "severity" in error && error.severity === "ERROR";
}
