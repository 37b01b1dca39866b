import { connectionError, type DriverStatement } from "./driver-statement.ts";

/** The contract's bound for any wait, that for a connection included. What waited so long is rejected, never sent. */
const MAX_WAIT_MS = 5_000;

/** Statements that wait for a connection, first come first served. */
export type Waiting = {
  readonly isEmpty: () => boolean;
  readonly add: (statement: DriverStatement) => void;
  readonly take: () => DriverStatement | undefined;
  readonly rejectAll: (error: unknown) => void;
};

export function createWaiting(): Waiting {
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
      }, MAX_WAIT_MS);
      statements.set(statement, timer);
    },
    take,
    rejectAll: (error) => {
      for (let statement = take(); statement; statement = take()) statement.reject(error);
    },
  };
}
