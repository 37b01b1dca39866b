import { once } from "node:events";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { ConnectionSettings, DatabaseAddress } from "../connection-string.ts";

/** The encryption of one attempt to connect. With `orPlain` it continues without TLS when the server offers none. */
export type Encryption = { readonly options: ConnectionOptions; readonly orPlain: boolean } | "none";

/** PostgreSQL's request for TLS, sent before the startup message: its length and a reserved version number. */
const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
const TLS_OFFERED = 0x53;
const KEEP_ALIVE_MS = 60_000;

/**
 * What a TLS mode tries in order, as libpq does. `allow` begins without TLS and `prefer` with it, and both then try
 * the other; `require` verifies the chain when a root certificate is given. A Unix socket is never encrypted.
 */
export function encryptionsOf({ mode, ca, cert, key }: ConnectionSettings["tls"], socketPath?: string): Encryption[] {
  if (socketPath !== undefined || mode === "disable") return ["none"];
  const identity = { ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) };
  const authority = ca === undefined ? {} : { ca };
  const unverified = { ...identity, rejectUnauthorized: false };
  const chain = { ...identity, ...authority, rejectUnauthorized: true, checkServerIdentity: () => undefined };
  switch (mode) {
    case "allow":
      return ["none", { options: unverified, orPlain: false }];
    case "prefer":
      return [{ options: unverified, orPlain: true }, "none"];
    case "require":
      return [{ options: ca === undefined ? unverified : chain, orPlain: false }];
    case "no-verify":
      return [{ options: unverified, orPlain: false }];
    case "verify-ca":
      return [{ options: chain, orPlain: false }];
    case "verify-full":
      return [{ options: { ...identity, ...authority, rejectUnauthorized: true }, orPlain: false }];
  }
}

/**
 * Connects a socket with the requested encryption. TLS is negotiated here because the driver supports neither `allow`
 * nor the verification of addresses, and because it crashes the process when its TLS socket is destroyed at the wrong
 * moment. `signal` aborts the attempt and destroys the socket.
 */
export async function openSocket(
  { host, port, socketPath }: DatabaseAddress,
  encryption: Encryption,
  signal: AbortSignal,
): Promise<Socket> {
  const raw = socketPath === undefined ? connectTcp({ host, port }) : connectTcp({ path: socketPath });
  const giveUp = () => void raw.destroy();
  signal.addEventListener("abort", giveUp, { once: true });
  // An error during the handshake rejects the promise; a later one emits `close`.
  raw.on("error", () => {});
  try {
    signal.throwIfAborted();
    await once(raw, "connect", { signal });
    raw.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
    if (encryption === "none") return raw;
    return await encrypt(raw, host, encryption, signal);
  } catch (error) {
    raw.destroy();
    throw error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function encrypt(
  raw: Socket,
  host: string,
  { options, orPlain }: Exclude<Encryption, "none">,
  signal: AbortSignal,
): Promise<Socket> {
  raw.write(TLS_REQUEST);
  const reply = await firstBytes(raw, signal);
  // Further bytes before the handshake can't come from the server that is about to be verified.
  if (reply.length !== 1) throw tlsError("the server sent unencrypted data before the TLS handshake");
  if (reply[0] !== TLS_OFFERED) {
    if (orPlain) return raw;
    throw tlsError("the server does not offer TLS");
  }
  const socket = connectTls({ ...options, socket: raw, host, ...(isIP(host) ? {} : { servername: host }) });
  socket.on("error", () => {});
  await once(socket, "secureConnect", { signal });
  return socket;
}

/** Also rejects when the other side closes without a word, which `once` alone would not notice. */
async function firstBytes(raw: Socket, signal: AbortSignal): Promise<Buffer> {
  const closed = new AbortController();
  const onClose = () => closed.abort();
  raw.once("close", onClose);
  try {
    const [bytes] = (await once(raw, "data", { signal: AbortSignal.any([signal, closed.signal]) })) as [Buffer];
    return bytes;
  } catch (error) {
    throw closed.signal.aborted ? tlsError("the server closed the connection when asked for TLS") : error;
  } finally {
    raw.off("close", onClose);
  }
}

function tlsError(message: string): Error {
  return Object.assign(new Error(message), { code: "TLS_REFUSED" });
}
