import type postgres from "postgres";
import { NO_TRACER, type Tracer } from "../../domain/tracer.ts";
import { traceStatements } from "../traced-statements.ts";
import type { DriverOptions } from "./connection.ts";
import { statementOf } from "./driver-statement.ts";
import { listen } from "./listener.ts";
import { createPool, type PoolLimits } from "./pool.ts";

const DEFAULT_END_SECONDS = 5;

/** `lockMs`: a wait for a lock ends after this, unless the statement says otherwise. */
export type ClientLimits = PoolLimits & { readonly lockMs: number; readonly tracer?: Tracer };

/**
 * A client like the driver's, whose statements run on a pool of ours. Of `client` only the rest is used: its options and its
 * ways to spell values. What would need a connection for itself is not offered: a session has a client of its own.
 */
export function supervise(client: postgres.Sql, limits: ClientLimits): postgres.Sql {
  const connection = { ...client.options.connection, lock_timeout: limits.lockMs };
  const options: DriverOptions = { ...client.options, connection };
  const pool = createPool(options, limits);
  const { tracer = NO_TRACER } = limits;
  const execute = tracer === NO_TRACER ? pool.execute : traceStatements(tracer, pool.execute);
  const stops = new Set<() => Promise<void>>();
  const ours = <Q>(query: Q): Q => {
    const statement = statementOf(query);
    if (statement) statement.handler = execute;
    return query;
  };

  const replaced: Record<PropertyKey, unknown> = {
    reserve: notOffered,
    begin: notOffered,
    unsafe: (...args: Parameters<postgres.Sql["unsafe"]>) => ours(client.unsafe(...args)),
    listen: async (channel: string, onNotify: (payload: string) => void, onListen: () => void = () => {}) => {
      const stop = await listen(options, channel, { onNotify, onListen, silenceMs: limits.silenceMs });
      stops.add(stop);
      return {
        unlisten: () => {
          stops.delete(stop);
          return stop();
        },
      };
    },
    end: async ({ timeout = DEFAULT_END_SECONDS }: { timeout?: number } = {}) => {
      await Promise.all([...stops].map((stop) => stop()));
      await Promise.all([pool.end(timeout), client.end({ timeout })]);
    },
  };
  return new Proxy(client, {
    apply: (target, self, args) => ours(Reflect.apply(target, self, args)),
    get: (target, name) => (Object.hasOwn(replaced, name) ? replaced[name] : Reflect.get(target, name)),
  });
}

function notOffered(): never {
  throw new Error("the pool lends no connection; open a client of your own");
}
