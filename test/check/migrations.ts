import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Checks that drizzle/ produces the tables in src/db/schema: generating again must add nothing. */
const folder = mkdtempSync(".cache-migrations-");
try {
  cpSync("drizzle", folder, { recursive: true });
  const before = readdirSync(folder).length;
  const args = ["generate", "--dialect", "postgresql", "--schema", "./src/db/schema/*.ts", "--out", `./${folder}`];
  const { status, stdout, stderr } = spawnSync("drizzle-kit", args, { encoding: "utf8" });
  if (status !== 0) console.log(stdout + stderr);
  const added = readdirSync(folder).length - before;
  if (added > 0) console.log("the tables have changed: run npm run migration -- --name what-changed");
  const checked = spawnSync("drizzle-kit", ["check", "--dialect", "postgresql", "--out", "./drizzle"], {
    encoding: "utf8",
  });
  if (checked.status !== 0) console.log(checked.stdout + checked.stderr);
  process.exitCode = status === 0 && added === 0 && checked.status === 0 ? 0 : 1;
} finally {
  rmSync(join(folder), { recursive: true });
}
