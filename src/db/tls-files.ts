import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import type { ConnectionSettings } from "./connection-string.ts";

/** The values of `sslrootcert`, `sslcert` and `sslkey`. */
export type TlsFileNames = { readonly rootCert?: string; readonly cert?: string; readonly key?: string };

type TlsTexts = Omit<ConnectionSettings["tls"], "mode">;

/** One complete certificate in PEM text. */
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads the certificate files at startup, so that a wrong path gives a clear message and not a failed connection
 * later. Each problem names its parameter and file.
 */
export function readTlsFiles(files: TlsFileNames, problem: (text: string) => void): TlsTexts {
  const ca =
    files.rootCert === "system" ? systemAuthorities() : readCertificates("sslrootcert", files.rootCert, problem);
  const cert = readCertificates("sslcert", files.cert, problem);
  const key = readPrivateKey(files.key, problem);
  if (files.cert && !files.key)
    problem("sslcert needs sslkey, the file with its private key (the server's authority belongs in sslrootcert)");
  if (files.key && !files.cert) problem("sslkey needs sslcert, the file with its certificate");
  if (cert && key && !new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
    problem("sslkey is not the private key of the first certificate in sslcert");
  }
  return { ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) };
}

/** The operating system's authorities and Node's own, because small container images contain none. */
function systemAuthorities(): string {
  return [...new Set([...getCACertificates("system"), ...getCACertificates("default")])].join("\n");
}

function readCertificates(
  parameter: string,
  path: string | undefined,
  problem: (text: string) => void,
): string | undefined {
  const text = readText(parameter, path, problem);
  if (text === undefined) return undefined;
  const certificates = text.match(CERTIFICATE);
  if (!certificates) {
    problem(`${parameter}: ${path} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)`);
    return undefined;
  }
  const broken = certificates.some((certificate) => !canRead(() => new X509Certificate(certificate)));
  if (broken) problem(`${parameter}: ${path} holds a damaged certificate`);
  return broken ? undefined : text;
}

function readPrivateKey(path: string | undefined, problem: (text: string) => void): string | undefined {
  const text = readText("sslkey", path, problem);
  if (text === undefined) return undefined;
  if (canRead(() => createPrivateKey(text))) return text;
  const encrypted = text.includes("ENCRYPTED");
  problem(
    encrypted
      ? `sslkey: ${path} is protected by a passphrase; write it without one (openssl pkey -in FILE -out FILE2)`
      : `sslkey: ${path} holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)`,
  );
  return undefined;
}

function canRead(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

function readText(parameter: string, path: string | undefined, problem: (text: string) => void): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    problem(`${parameter}: ${path} ${READ_FAULTS[code] ?? "can't be read"}`);
    return undefined;
  }
}

const READ_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  EACCES: "may not be read by this user",
  EISDIR: "is a folder",
};
