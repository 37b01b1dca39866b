import type postgres from "postgres";
import type { DatabaseTarget } from "../../src/db/client.ts";
import { connect } from "../helpers/connect.ts";

/** A connection of the test that ends all other connections. */
export type Backends = AsyncDisposable & {
  readonly sql: postgres.Sql;
  /** Ends every server process of Retake's connections in this database and returns their number. */
  readonly terminate: () => Promise<number>;
};

export function openBackends(target: DatabaseTarget): Backends {
  const sql = connect(target, 1, "test backends");
  return {
    sql,
    terminate: async () => {
      const rows = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name like 'retake%'`;
      return rows.length;
    },
    [Symbol.asyncDispose]: () => sql.end(),
  };
}
