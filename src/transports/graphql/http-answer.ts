import type { ServerResponse } from "node:http";

/** Writes a finished answer of Yoga's. */
export async function writeAnswer(response: Response, res: ServerResponse): Promise<void> {
  const body = await response.text();
  if (res.destroyed) return;
  res.statusCode = response.status;
  response.headers.forEach((value, name) => {
    res.setHeader(name, value);
  });
  // Answers hold signed addresses and a team's data.
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}
