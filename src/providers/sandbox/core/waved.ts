import { curveLength, normals, resample } from "./curves.ts";
import { at, lerp, type Point } from "./geometry.ts";

/** The curve swung sideways in a sine of the given amplitude and wavelength, growing from nothing at its start. */
export function waved(points: readonly Point[], amplitude: number, wavelength: number, phase = 0): Point[] {
  const length = curveLength(points);
  const count = Math.max(4, Math.round((length / wavelength) * 6));
  const line = resample(points, count);
  const side = normals(line);
  return line.map(([x, y], i): Point => {
    const way = (i / (count - 1)) * length;
    const swing = amplitude * Math.min(1, way / wavelength) * Math.sin((way / wavelength) * 2 * Math.PI + phase);
    const [nx, ny] = at(side, i);
    return [x + nx * swing, y + ny * swing];
  });
}

/** Curve a share `t` of the way from one curve to another, point by point. */
export function blend(from: readonly Point[], to: readonly Point[], t: number, count = 9): Point[] {
  const [a, b] = [resample(from, count), resample(to, count)];
  return a.map(([x, y], i): Point => [lerp(x, at(b, i)[0], t), lerp(y, at(b, i)[1], t)]);
}
