// On your page.
async function getToken() {
  const answer = await fetch("/retake-token", { method: "POST" });
  return (await answer.json()).token;
}

let after; // the last version received: a new connection resumes after it
const live = createClient({
  url: `${RETAKE_URL.replace("http", "ws")}/graphql`,
  connectionParams: async () => ({ "x-api-key": await getToken() }),
  retryAttempts: Infinity,
  shouldRetry: () => true, // also when the server refuses the connection, for example during a restart
});
const query = `subscription ($after: Int) {
  characterStatusChanged(id: "${CHARACTER_ID}", after: $after) { version status character { refs { url } } } }`;
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

button.onclick = async () => {
  await fetch(`${RETAKE_URL}/v1/characters/${CHARACTER_ID}/resynthesize`, {
    method: "POST",
    headers: { "X-Api-Key": await getToken(), "Idempotency-Key": crypto.randomUUID() },
  });
};
