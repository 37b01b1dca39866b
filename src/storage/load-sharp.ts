import type { default as Sharp } from "sharp";

export type SharpModule = typeof Sharp;

let loaded: Promise<SharpModule> | undefined;

/**
 * sharp, loaded at the first picture: its native library takes some 100 ms that a start should not wait for. Its cache
 * is off, since no picture is decoded twice, and each operation runs on one thread: parallel work comes from pictures.
 */
export function loadSharp(): Promise<SharpModule> {
  loaded ??= import("sharp").then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}
