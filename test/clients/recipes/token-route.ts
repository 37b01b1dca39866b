/** Runs on your server, behind your own login. The API key stays here; the page gets `{ token, expires_at }`. */
export async function issueToken(retakeUrl: string, apiKey: string): Promise<Response> {
  const answer = await fetch(`${retakeUrl}/v1/access_tokens`, {
    method: "POST",
    headers: { "X-Api-Key": apiKey, "Content-Type": "application/json" },
    body: JSON.stringify({ scope: "write", ttl_seconds: 900 }),
  });
  const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
  return new Response(await answer.text(), { status: answer.status, headers });
}
