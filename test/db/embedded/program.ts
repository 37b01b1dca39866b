import { startEmbeddedPostgres } from "../../../src/db/embedded/embedded-postgres.ts";

/** A program with an embedded server, run as a separate process. It reports when it is ready, and stops on a message or when its parent has ended. */
const [dataDir = ""] = process.argv.slice(2);

let server: unknown;
const report = (message: object) => process.send?.(message);
try {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: "off" },
    onLost: (reason) => report({ lost: reason }),
    log: (_message, fields) => {
      server ??= fields;
    },
  });
  const leave = async () => {
    await postgres.stop();
    process.off("disconnect", leave);
    if (process.connected) process.disconnect();
  };
  process.once("message", leave);
  process.once("disconnect", leave);
  report({ ready: { server, connection: postgres.connection } });
} catch (error) {
  report({ failed: String(error) });
  process.exitCode = 1;
  process.disconnect();
}
