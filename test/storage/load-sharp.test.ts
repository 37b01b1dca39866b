import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

test("sharp is loaded by the first image, not by the import of the code that uses it", async () => {
  const storage = join(import.meta.dirname, "../../src/storage");
  const modules = ["images", "file-store", "s3-store", "storage-response"];
  const script = `
    for (const name of ${JSON.stringify(modules)}) await import(${JSON.stringify(`${storage}/`)} + name + ".ts");
    const loaded = () => process.report.getReport().sharedObjects.some((path) => path.includes("libvips"));
    const before = loaded();
    const { ingestImage } = await import(${JSON.stringify(join(storage, "images.ts"))});
    await ingestImage(Uint8Array.of(0xff, 0xd8, 0xff), { teamId: "team", maxBytes: 3 });
    const { default: sharp } = await import("sharp");
    const { memory, files, items } = sharp.cache();
    console.log(JSON.stringify({ before, after: loaded(), cached: memory.max + files.max + items.max, threads: sharp.concurrency() }));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script]);
  expect(JSON.parse(stdout)).toEqual({ before: false, after: true, cached: 0, threads: 1 });
});
