import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseOptions, UsageError } from "../../../src/cli/command.ts";
import { gallery } from "../../../src/cli/gallery.ts";
import { GALLERY_PEOPLE, galleryPage } from "../../../src/providers/sandbox/gallery.ts";
import { readTraits } from "../../../src/providers/sandbox/traits/traits.ts";

describe("the gallery", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "gallery-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const run = (...args: string[]) => gallery.run(parseOptions(gallery, ["--out", folder, ...args]));

  it("shows people of every age, build and gender, and at least twenty hair styles", () => {
    expect(GALLERY_PEOPLE.length).toBeGreaterThanOrEqual(50);
    expect(new Set(GALLERY_PEOPLE.map(({ name }) => name)).size).toBe(GALLERY_PEOPLE.length);
    const people = GALLERY_PEOPLE.map(({ attributes }) => readTraits(attributes, 1));
    expect(new Set(people.map(({ hair }) => hair.name)).size).toBeGreaterThanOrEqual(20);
    expect(new Set(people.map(({ build }) => build.name))).toEqual(
      new Set(["average", "slim", "athletic", "muscular", "plus", "stocky", "curvy", "frail"]),
    );
    for (const age of [3, 6, 10, 15, 70, 90]) expect(people.some(({ age: { years } }) => years === age)).toBe(true);
  });

  it("writes a sheet for each person, a row for each reroll, and a page", async () => {
    const figures = await run("--sets", "1", "--rerolls", "2");
    expect(figures).toMatchObject({ sheets: 1, images: 8 });
    expect((await readdir(folder)).sort()).toEqual(["ada.png", "index.html"]);
    const { width = 0, height = 0 } = await sharp(join(folder, "ada.png")).metadata();
    expect(width / height).toBeCloseTo((4 * 3 + 0.2) / (2 * 4 + 0.2), 1);
    const page = await readFile(join(folder, "index.html"), "utf8");
    expect(page).toContain("mustard turtleneck");
    expect(page).not.toMatch(/https?:|<script|src="\//);
  });

  it("can show one person, and lists the names when the given name is unknown", async () => {
    expect(await run("--only", "nothing", "--rerolls", "1")).toMatchObject({ sheets: 1, images: 4 });
    await expect(run("--only", "unknown")).rejects.toThrow(UsageError);
    await expect(run("--sets", "0")).rejects.toThrow(UsageError);
    await expect(run("--rerolls", "9")).rejects.toThrow(UsageError);
  });

  it("shows hostile attributes as plain text", () => {
    const attributes = {
      gender: `"><script>alert(1)</script>`,
      additional_details: "</dd><img src=x onerror=y> '\u202e&",
    };
    const page = galleryPage([{ person: { name: "odd", attributes }, file: "odd.png" }], "about <b>");
    expect(page).not.toContain("<script");
    expect(page).not.toContain("<img src=x");
    expect(page).not.toContain("\u202e");
    expect(page).toContain("&lt;script&gt;alert(1)");
  });
});
