/** Headers that a page may send cross-origin without a preflight, as far as these pages use them. */
const SIMPLE_HEADERS = ["accept", "accept-language", "content-language"];

/**
 * `fetch` as a browser gives it to a page of this origin. It sends the origin, makes a preflight request when the
 * call is not a simple one, and rejects every response that does not allow the origin.
 */
export function browserFetch(origin: string): typeof fetch {
  return async (input, init = {}) => {
    const url = String(input);
    const method = init.method ?? "GET";
    const headers = new Headers(init.headers);
    const asked = [...headers.keys()].filter((name) => !SIMPLE_HEADERS.includes(name));
    if (asked.length > 0 || !["GET", "HEAD", "POST"].includes(method)) {
      const preflight = await fetch(url, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": method,
          "access-control-request-headers": asked.join(","),
        },
      });
      requireAllowed(preflight, origin);
      const allowed = (name: string) =>
        (preflight.headers.get(name) ?? "").split(",").map((item) => item.trim().toLowerCase());
      const methods = ["get", "head", "post", ...allowed("access-control-allow-methods")];
      if (!preflight.ok || !methods.includes(method.toLowerCase())) throw new TypeError(`${method} is not allowed`);
      const refused = asked.filter((name) => !allowed("access-control-allow-headers").includes(name));
      if (refused.length > 0) throw new TypeError(`the headers ${refused.join(", ")} are not allowed`);
    }
    headers.set("origin", origin);
    const response = await fetch(url, { ...init, headers });
    requireAllowed(response, origin);
    return response;
  };
}

function requireAllowed({ headers }: Response, origin: string): void {
  const allowed = headers.get("access-control-allow-origin");
  if (allowed !== origin && allowed !== "*") throw new TypeError(`blocked by CORS: ${origin} is not allowed`);
}
