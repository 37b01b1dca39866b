// On your server: creates the response to POST /retake-token, a route behind your own login. The API key stays here.
export async function answerToken() {
  const made = await fetch(`${RETAKE_URL}/v1/access_tokens`, {
    method: "POST",
    headers: { "X-Api-Key": RETAKE_API_KEY, "Content-Type": "application/json" },
    body: JSON.stringify({ scope: "write", ttl_seconds: 900 }),
  });
  return made.json(); // { token, expires_at }
}
