import type postgres from "postgres";
import { NO_TRACER, type Tracer } from "../domain/observability.ts";
import type { Send } from "./pool.ts";
import { JSONB_OID } from "./postgres-js/types.ts";

type Rows = readonly (object | undefined)[];

/**
 * Writes statements like the driver's own client and has its types, so that a function accepts either. A statement is
 * sent once, when it is first awaited. Inside another template it becomes a part of that one's text. Of the driver's
 * modifiers it supports `execute` and `values`.
 */
export type Sql = {
  <T extends Rows = postgres.Row[]>(
    template: TemplateStringsArray,
    ...parameters: readonly postgres.ParameterOrFragment<never>[]
  ): postgres.PendingQuery<T>;
  /** A list for `in ${sql(ids)}`, or an identifier. */
  (values: readonly string[] | string): postgres.Helper<readonly string[], []>;
  /** Sends a text unchanged. Without parameters it may contain several statements, which are one transaction. */
  readonly unsafe: postgres.ISql["unsafe"];
  /** A value that is sent as jsonb. */
  readonly json: postgres.ISql["json"];
};

/** Runs a statement. The text of its template is for the trace. */
type Run = <T>(text: string, send: Send<T>) => Promise<T>;

/** Builds a part of a statement with the client that will send it. */
abstract class Part {
  abstract build(client: postgres.Sql): unknown;
}

class JsonValue extends Part {
  readonly #text: string;

  constructor(value: unknown) {
    super();
    this.#text = JSON.stringify(value);
  }
  override build(client: postgres.Sql) {
    return client.typed(this.#text, JSONB_OID);
  }
}

class Values extends Part {
  readonly #values: readonly string[] | string;

  constructor(values: readonly string[] | string) {
    super();
    this.#values = values;
  }
  override build(client: postgres.Sql) {
    return typeof this.#values === "string" ? client(this.#values) : client(this.#values);
  }
}

type Build<T extends Rows> = (client: postgres.Sql) => postgres.PendingQuery<T>;

class Statement<T extends Rows> extends Part implements PromiseLike<postgres.RowList<T>> {
  readonly #run: Run;
  readonly #text: string;
  readonly #build: Build<T>;
  #result: Promise<postgres.RowList<T>> | undefined;

  constructor(run: Run, text: string, build: Build<T>) {
    super();
    this.#run = run;
    this.#text = text;
    this.#build = build;
  }
  override build(client: postgres.Sql) {
    return this.#build(client);
  }
  execute() {
    this.#result ??= this.#run(this.#text, this.#build);
    return this.#result;
  }
  values() {
    return this.#run(this.#text, (client) => this.#build(client).values());
  }
  then<A, B>(
    done?: ((rows: postgres.RowList<T>) => A | PromiseLike<A>) | null,
    failed?: ((error: unknown) => B | PromiseLike<B>) | null,
  ) {
    return this.execute().then(done, failed);
  }
  catch<B>(failed: (error: unknown) => B | PromiseLike<B>) {
    return this.execute().catch(failed);
  }
  finally(settled: () => void) {
    return this.execute().finally(settled);
  }
}

/** Statements that `run` sends. Each is a child span of the current span and includes the wait for a connection. */
export function createSql(run: <T>(send: Send<T>) => Promise<T>, tracer: Tracer): Sql {
  const traced: Run =
    tracer === NO_TRACER
      ? (_text, send) => run(send)
      : // Values are parameters and not part of the text.
        (text, send) =>
          tracer.span("statement", { "db.system.name": "postgresql", "db.query.text": text.trim() }, () => run(send));

  const write = (template: TemplateStringsArray | readonly string[] | string, ...parameters: readonly unknown[]) => {
    if (typeof template === "string" || !("raw" in template)) return new Values(template);
    const hasParts = parameters.some((parameter) => parameter instanceof Part);
    if (parameters.includes(undefined)) throw new TypeError(`a parameter is undefined: ${template.join("?").trim()}`);
    return new Statement(traced, tracer === NO_TRACER ? "" : template.join("?"), (client) =>
      client(
        template,
        ...((hasParts
          ? parameters.map((parameter) => (parameter instanceof Part ? parameter.build(client) : parameter))
          : parameters) as postgres.ParameterOrFragment<never>[]),
      ),
    );
  };
  return Object.assign(write, {
    unsafe: (text: string, parameters?: readonly unknown[]) =>
      new Statement(traced, text, (client) => client.unsafe(text, parameters as never[] | undefined)),
    json: (value: unknown) => new JsonValue(value),
  }) as unknown as Sql;
}
