// On your server, behind your own login. The API key stays here.
async function getToken() {
  const made = await fetch(`${URL}/v1/access_tokens`, {
    method: "POST",
    headers: { "X-Api-Key": RETAKE_API_KEY, "Content-Type": "application/json" },
    body: JSON.stringify({ scope: "write", ttl_seconds: 900 }),
  });
  return (await made.json()).token;
}

// On your page, which gets tokens from your server. `createClient` is from graphql-ws.
let after; // the last version received: a new connection resumes after it
const live = createClient({
  url: `${URL.replace("http", "ws")}/graphql`,
  connectionParams: async () => ({ "x-api-key": await getToken() }),
  retryAttempts: Infinity,
  shouldRetry: () => true, // also when the server refuses the connection, for example while it restarts
});
const query = `subscription ($after: Int) {
  characterStatusChanged(id: "${ID}", after: $after) { version status character { refs { url } } } }`;
const next = ({ data }) => {
  after = data.characterStatusChanged.version;
  show(data.characterStatusChanged);
};
const payload = {
  query,
  get variables() {
    return { after };
  },
};
live.subscribe(payload, { next, error: show, complete() {} });
await fetch(`${URL}/v1/characters/${ID}/resynthesize`, {
  method: "POST",
  headers: { "X-Api-Key": await getToken(), "Idempotency-Key": crypto.randomUUID() },
});
