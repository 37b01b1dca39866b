import { createHash } from "node:crypto";
import { PgBoss } from "pg-boss";
import type postgres from "postgres";
import type { Listener } from "./listener.ts";
import { DEFAULT_SCHEMA, queueSchema, quoteIdentifier } from "./schema-name.ts";

export const SYNTHESIS_QUEUE = "synthesis";
/** Jobs with used-up retries move to this queue, whose handler fails the synthesis and releases its hold. */
export const DEAD_QUEUE = "synthesis_dead";

/** pg-boss inserts its schema's name into statements unchanged. Quotes preserve upper case and dashes. */
const bossSchema = (schema: string) =>
  schema === DEFAULT_SCHEMA ? queueSchema(schema) : quoteIdentifier(queueSchema(schema));

/** pg-boss's own notification channel. It is an internal of the pinned version, and a test checks it. */
export function queueChannel(schema: string): string {
  const name = bossSchema(schema);
  const hashed = /^"[a-z_][a-z0-9_]*"$/.test(name) ? name.slice(1, -1) : name;
  return `pgboss_${createHash("sha224").update(hashed).digest("hex").slice(0, 24)}`;
}

/** Ten seconds is pg-boss's minimum. With supervision every five seconds, a killed worker's job moves within 13 s. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 5;
/** Crashes also use up retries, and a synthesis that only lost its workers should not fail for that. */
const RETRY_LIMIT = 10;
const RETRY_DELAY_MAX_SECONDS = 30;
/**
 * Jobs end with their synthesis, at its deadline of at most a day, so the queue's own limit only has to be above it.
 */
const EXPIRE_SECONDS = 86_399;

/**
 * Workers fetch when notified. pg-boss's `notify: true` would put a NOTIFY into the accept and relax the poll
 * interval to 30 s.
 */
const QUEUE_OPTIONS = {
  policy: "standard",
  notify: false,
  retryLimit: RETRY_LIMIT,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: RETRY_DELAY_MAX_SECONDS,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: EXPIRE_SECONDS,
  deadLetter: DEAD_QUEUE,
} as const;

/** What pg-boss needs from a database. Without `listen` it neither supervises nor listens, and may migrate. */
type QueueDatabase = { readonly sql: Pick<postgres.Sql, "unsafe">; readonly listen?: Listener["listen"] };

/** pg-boss for an installation, on Retake's own connections. */
export function createBoss(database: QueueDatabase, schema: string, mode: "worker" | "migrate"): PgBoss {
  const worker = mode === "worker";
  const boss = new PgBoss({
    db: bossDatabase(database),
    schema: bossSchema(schema),
    migrate: !worker,
    createSchema: false,
    supervise: worker,
    schedule: false,
    useListenNotify: worker,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  // pg-boss's timers may fail while the database is unavailable, and an unhandled error event would end the process. Calls
  // report their own errors.
  boss.on("error", () => {});
  return boss;
}

/** Identifies pg-boss's schema together with our queue settings, and changes with either of them. */
const QUEUE_VERSION = createHash("sha256")
  .update(JSON.stringify(["12.38.0", QUEUE_OPTIONS]))
  .digest("hex");

/** True when the queues have the settings of this code. */
export async function isQueueCurrent(sql: postgres.Sql): Promise<boolean> {
  const [known] = await sql`select value from retake.settings where name = 'queue'`;
  return known?.value === QUEUE_VERSION;
}

/** Brings pg-boss's tables and both queues up to date, in a schema that exists. Call it under the migration lock. */
export async function migrateQueue(sql: postgres.Sql, schema: string): Promise<void> {
  if (await isQueueCurrent(sql)) return;
  const boss = createBoss({ sql }, schema, "migrate");
  try {
    await boss.start();
    await createOrUpdate(boss, DEAD_QUEUE, { policy: "standard", notify: false, heartbeatSeconds: HEARTBEAT_SECONDS });
    await createOrUpdate(boss, SYNTHESIS_QUEUE, QUEUE_OPTIONS);
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
  await sql`insert into retake.settings (name, value) values ('queue', to_jsonb(${QUEUE_VERSION}::text))
            on conflict (name) do update set value = excluded.value`;
}

async function createOrUpdate(
  boss: PgBoss,
  name: string,
  options: Parameters<PgBoss["createQueue"]>[1],
): Promise<void> {
  if (await boss.getQueue(name)) {
    const { policy: _, ...changeable } = options ?? {};
    await boss.updateQueue(name, changeable);
  } else {
    await boss.createQueue(name, options);
  }
}

/** pg-boss wraps several statements of one text in these. */
const WRAPPED_TRANSACTION = /^\s*BEGIN;(.*)COMMIT;\s*$/s;

/**
 * Adapts the pool to pg-boss. The server executes a text of several statements as one transaction anyway, so the
 * explicit BEGIN and COMMIT are removed: a failure then leaves no open transaction on a connection of the pool. The
 * driver's `reserve` can't be used, because a statement on a broken reserved connection ends the process.
 */
function bossDatabase({ sql, listen }: QueueDatabase) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      if (values.length > 0) return { rows: [...(await sql.unsafe(text, values as never[]))] };
      const result: unknown[] = await sql.unsafe(text.replace(WRAPPED_TRANSACTION, "$1"));
      return { rows: Array.isArray(result[0]) ? result.flat() : [...result] };
    },
    async listen(channel: string, onNotification: (payload: string) => void, onReconnect: () => void) {
      if (!listen) throw new Error("this connection can't listen");
      const close = await listen(channel, onNotification, onReconnect);
      return { close };
    },
  };
}
