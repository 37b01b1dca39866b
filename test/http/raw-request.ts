import { connect } from "node:net";

/**
 * Sends bytes unchanged and returns everything until the connection closes. `halfClose` ends the request's side at
 * once; without it the server must close the connection.
 */
export function rawRequest(port: number, bytes: string | Buffer, halfClose = false): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, "127.0.0.1", () => (halfClose ? socket.end(bytes) : socket.write(bytes)));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
  });
}

/** Status, headers and JSON body of one raw response. */
export function readRaw(answer: string) {
  const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = new Headers();
  for (const line of lines) headers.append(line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim());
  return {
    status: Number(statusLine.split(" ")[1]),
    headers,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers as a caller would
    json: (body.startsWith("{") ? JSON.parse(body) : null) as any,
  };
}
