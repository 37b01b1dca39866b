import { createHash } from "node:crypto";
import { PgBoss } from "pg-boss";
import type postgres from "postgres";
import type { Listener } from "./listener.ts";
import { DEFAULT_SCHEMA, queueSchema, quoteIdentifier } from "./schema-name.ts";

export const SYNTHESIS_QUEUE = "synthesis";
/** Where a job lands whose retries are used up: its synthesis is failed and released. */
export const DEAD_QUEUE = "synthesis_dead";

/** pg-boss puts its schema into statements as it is given; quotes keep the letters' case and dashes. */
const bossSchema = (schema: string) =>
  schema === DEFAULT_SCHEMA ? queueSchema(schema) : quoteIdentifier(queueSchema(schema));

/** pg-boss's own wake-up channel: an internal of the pinned version, kept true by a test. */
export function queueChannel(schema: string): string {
  const name = bossSchema(schema);
  const hashed = /^"[a-z_][a-z0-9_]*"$/.test(name) ? name.slice(1, -1) : name;
  return `pgboss_${createHash("sha224").update(hashed).digest("hex").slice(0, 24)}`;
}

/** Ten seconds is the least pg-boss takes; with supervision every five a killed worker's job moved within 13 s. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 5;
/** Crashes spend retries too, and a synthesis that merely lost its worker should not end for it. */
const RETRY_LIMIT = 10;
const RETRY_DELAY_MAX_SECONDS = 30;
/** Jobs end with their synthesis, at its deadline (at most a day); the queue's own limit only lies above it. */
const EXPIRE_SECONDS = 86_399;

/** Workers fetch when notified; `notify: true` would put a NOTIFY into the accept and relax the poll interval to 30 s. */
export const QUEUE_OPTIONS = {
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

/** What pg-boss needs of a database; without `listen` it neither supervises nor listens, and may migrate. */
type QueueDatabase = { readonly sql: Pick<postgres.Sql, "unsafe">; readonly listen?: Listener["listen"] };

/** pg-boss of an installation, on our own connections. */
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
  // Its timers may find the database gone; an error that nobody listens to would end the process. Who calls it is told.
  boss.on("error", () => {});
  return boss;
}

/** Names pg-boss's schema and our settings together: either changes it. */
const QUEUE_VERSION = createHash("sha256")
  .update(JSON.stringify(["12.38.0", QUEUE_OPTIONS]))
  .digest("hex");

/** True when the queues are as this code wants them. */
export async function isQueueCurrent(sql: postgres.Sql): Promise<boolean> {
  const [known] = await sql`select value from retake.settings where name = 'queue'`;
  return known?.value === QUEUE_VERSION;
}

/** Brings pg-boss's tables and our two queues up to date, in a schema that exists. Call under the migration lock. */
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

/** pg-boss puts several statements into one text, between these. */
const WRAPPED_TRANSACTION = /^\s*BEGIN;(.*)COMMIT;\s*$/s;

/**
 * The adapter. A text of several statements is one transaction to the server anyway, so we take off the explicit one:
 * a failure then leaves nothing open on a connection of the pool. (The driver's `reserve` is no way to keep one for
 * oneself: when a reserved connection breaks, the next statement on it ends the process.)
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
