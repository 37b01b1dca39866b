import { connectionError, type DriverStatement } from "./driver-statement.ts";

/** Statements that wait for a connection, first come first served. What waits too long is rejected, never sent. */
export type Waiting = {
  readonly isEmpty: () => boolean;
  readonly add: (statement: DriverStatement) => void;
  readonly take: () => DriverStatement | undefined;
  readonly rejectAll: (error: unknown) => void;
};

export function createWaiting(maxMs: number): Waiting {
  const statements = new Map<DriverStatement, NodeJS.Timeout>();
  const take = () => {
    const [first] = statements;
    if (!first) return undefined;
    const [statement, timer] = first;
    clearTimeout(timer);
    statements.delete(statement);
    return statement;
  };
  return {
    isEmpty: () => statements.size === 0,
    add: (statement) => {
      const timer = setTimeout(() => {
        statements.delete(statement);
        statement.reject(connectionError("CONNECTION_BUSY", "no connection to the database became free in time"));
      }, maxMs);
      statements.set(statement, timer);
    },
    take,
    rejectAll: (error) => {
      for (let statement = take(); statement; statement = take()) statement.reject(error);
    },
  };
}
