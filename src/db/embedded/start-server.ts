import { spawn } from "node:child_process";
import { closeSync, fstatSync } from "node:fs";
import { join } from "node:path";
import { findBinaryPackage } from "./binary-package.ts";
import { dataFolder, type Home } from "./home.ts";
import { installBinaries, removeOtherBinaries } from "./install-binaries.ts";
import { makeCluster } from "./make-cluster.ts";
import { removeLeftovers } from "./private-folder.ts";
import { findRunningServer, type RunningServer, readLockFile } from "./running-server.ts";
import { SERVER_ENVIRONMENT } from "./server-environment.ts";
import { logPath, openLog, readLogSince } from "./server-log.ts";
import { SERVER_PORT, SERVER_SETTINGS } from "./server-settings.ts";
import { makeSocketFolder } from "./socket-folder.ts";
import { clearStaleLock } from "./stale-lock.ts";
import { until } from "./until.ts";

/** Another program was quicker, or the processes of a server that was killed are not gone yet. */
const PASSING =
  /lock file .* already exists|pre-existing shared memory block|could not create lock file .*No such file/;

/** From the start of the process to its lock file; a loaded machine takes its time. */
const SIGN_OF_LIFE_LIMIT_MS = 60_000;

/**
 * Starts a server for the home, with data if there is none yet. Returns undefined when it makes sense to look again,
 * because another program was quicker. Throws what the server said when it cannot start.
 */
export async function startServer(
  home: Home,
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer | undefined> {
  const binaryPackage = findBinaryPackage();
  removeLeftovers(home);
  const binaries = installBinaries(home, binaryPackage);
  removeOtherBinaries(home, binaries);
  await makeCluster(home, binaries, binaryPackage.version);
  const socketFolder = makeSocketFolder(home);
  clearStaleLock(home, join(dataFolder(home.path), "postmaster.pid"));
  clearStaleLock(home, join(socketFolder, `.s.PGSQL.${SERVER_PORT}.lock`));
  const own = { port: String(SERVER_PORT), unix_socket_directories: `"${socketFolder}"` };
  return launch(home, join(binaries, "bin/postgres"), { ...SERVER_SETTINGS, ...settings, ...own });
}

async function launch(
  home: Home,
  program: string,
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer | undefined> {
  const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openLog(home);
  const logStart = fstatSync(log).size;
  let failure: string | undefined;
  try {
    const child = spawn(program, ["-D", dataFolder(home.path), ...words], {
      ...home.account,
      cwd: home.path,
      env: SERVER_ENVIRONMENT,
      stdio: ["ignore", log, log],
      // In a session of its own: Ctrl-C is for the program, which may share the server with others.
      detached: true,
    });
    child.unref();
    child.once("error", (error) => {
      failure = error.message;
    });
    child.once("exit", () => {
      failure ??= "";
    });
    const isUp = () => child.pid !== undefined && readLockFile(home.path)?.pid === child.pid;
    await until(() => failure !== undefined || isUp(), SIGN_OF_LIFE_LIMIT_MS);

    const running = await findRunningServer(home.path);
    if (running) return running;
    const said = failure || readLogSince(log, logStart);
    if (PASSING.test(said)) return undefined;
    throw new Error(`The embedded PostgreSQL did not start (log: ${logPath(home)}): ${said}`);
  } finally {
    closeSync(log);
  }
}
