import type { WebSocket } from "ws";
import type { AppContext } from "../../context.ts";
import { CLOSE } from "./close-codes.ts";
import type { Connection } from "./connection.ts";
import type { createProtocol } from "./protocol.ts";

/** Connects a socket with the protocol. What is no message of it closes the socket. */
export function speak(
  app: AppContext,
  protocol: ReturnType<typeof createProtocol>,
  socket: WebSocket,
  connection: Connection,
): void {
  let receive: (text: string) => Promise<void> = async () => {};
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      // It is not told when the text has gone: an operation's last message sent, it is to forget its id at once.
      send: (text) => void connection.send(text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handler) => {
        receive = handler;
      },
    },
    connection,
  );
  socket.on("message", (data) => {
    // Whoever is told that the socket closes may ask elsewhere: what still arrives must not run here as well.
    if (!connection.isOpen()) return;
    receive(parseMessage(String(data))).catch(() => connection.close(CLOSE.badRequest));
  });
  socket.on("error", (error) => app.logger.debug({ err: error }, "a socket broke"));
  socket.on("close", (code, reason) => {
    closed(code, String(reason)).catch((error: unknown) => app.logger.warn({ err: error }, "a socket ended badly"));
  });
}

/**
 * What the protocol is told: it takes objects as well as texts, and holds what it was told as long as the operation runs,
 * which of a text would be the whole document. What is no object it refuses itself.
 */
function parseMessage(text: string): string {
  try {
    const message = JSON.parse(text);
    return typeof message === "object" ? message : text;
  } catch {
    return text;
  }
}
