import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of an authority, of a server's certificate for `localhost`, and of one for another name. */
export type TestCertificates = {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  /** An authority that signed nothing here. */
  readonly otherCa: string;
  readonly files: readonly string[];
};

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
if (!hasOpenssl) console.warn("openssl is not installed (apt-get install openssl): the tests of TLS are left out");

/** Creates them with openssl, valid for a day. */
export function makeCertificates(folder: string): TestCertificates {
  const file = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-batch"];
  const authority = (name: string) =>
    openssl(
      "req",
      "-x509",
      ...newKey,
      "-days",
      "1",
      "-subj",
      `/CN=${name}`,
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.crt`,
    );
  authority("ca");
  authority("other");
  openssl("req", ...newKey, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr");
  writeFileSync(file("server.ext"), "subjectAltName=DNS:localhost\n");
  const issuer = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "1", "-extfile", "server.ext"];
  openssl("x509", "-req", "-in", "server.csr", ...issuer, "-out", "server.crt");
  chmodSync(file("server.key"), 0o600);
  const [ca, cert, key, otherCa] = ["ca.crt", "server.crt", "server.key", "other.crt"].map(file) as [
    string,
    string,
    string,
    string,
  ];
  return { ca, cert, key, otherCa, files: [cert, key] };
}
