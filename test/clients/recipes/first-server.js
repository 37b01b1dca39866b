// On your server, behind your own login: the answer to POST /retake-token. The API key stays here.
export async function answerToken() {
  const made = await fetch(`${RETAKE_URL}/v1/access_tokens`, {
    method: "POST",
    headers: { "X-Api-Key": RETAKE_API_KEY, "Content-Type": "application/json" },
    body: JSON.stringify({ scope: "write", ttl_seconds: 900 }),
  });
  return made.json(); // { token, expires_at }
}
