import type { Tracer } from "../domain/tracer.ts";
import type { DriverStatement } from "./pool/driver-statement.ts";

/** Sends statements as `execute` does, each a span of whatever is under way: from here, with its wait for a connection. */
export function traceStatements(tracer: Tracer, execute: DriverStatement["handler"]): DriverStatement["handler"] {
  return (statement) => {
    const { resolve, reject } = statement;
    const work = () =>
      new Promise<void>((done, fail) => {
        statement.resolve = (result) => {
          resolve(result);
          done();
        };
        statement.reject = (error) => {
          reject(error);
          fail(error);
        };
        execute(statement);
      });
    // Values are not in the text: they are parameters.
    const facts = { "db.system.name": "postgresql", "db.query.text": statement.strings.join("?").trim() };
    tracer.span("statement", facts, work).catch(() => {});
  };
}
