// Your server, behind your own login; the key stays here.
const made = await fetch(`${URL}/v1/access_tokens`, {
  method: "POST",
  headers: { "X-Api-Key": KEY, "Content-Type": "application/json" },
  body: JSON.stringify({ scope: "write", ttl_seconds: 900 }),
});
const { token } = await made.json();

// Your page, which got the token; `createClient` is graphql-ws's.
const live = createClient({ url: `${URL.replace("http", "ws")}/graphql`, connectionParams: { "x-api-key": token } });
const query = `subscription { characterStatusChanged(id: "${ID}") { status character { refs { url } } } }`;
live.subscribe({ query }, { next: ({ data }) => show(data.characterStatusChanged), error: show, complete() {} });
await fetch(`${URL}/v1/characters/${ID}/resynthesize`, { method: "POST", headers: { "X-Api-Key": token } });
