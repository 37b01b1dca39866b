import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { mutate, send } from "../../api/client.ts";
import { API_KEYS, REVOKE_KEY } from "../../api/documents.ts";
import { teamId } from "../../api/store.ts";
import type { ApiKey } from "../../api/types.ts";
import { Confirm } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useReconnect } from "../../parts/use-reconnect.ts";
import { errorNotice, type Notice as NoticeContent, refusalNotice, when } from "../../words.ts";

/** Lists and revokes the team's API keys. New keys are created on the command line, which shows the secret once. */
export function KeysView() {
  const keys = useSignal<readonly ApiKey[] | null>(null);
  const notice = useSignal<NoticeContent | null>(null);
  const revoking = useSignal<ApiKey | null>(null);
  const load = async () => {
    try {
      const { team } = await send<{ team: { apiKeys: ApiKey[] } }>(API_KEYS);
      keys.value = team.apiKeys;
    } catch (error) {
      notice.value = { ...errorNotice("Loading the keys", error), retry: () => void load() };
    }
  };
  const revoke = async () => {
    const key = revoking.value;
    revoking.value = null;
    if (!key) return;
    try {
      const result = await mutate<{ apiKey: ApiKey }>(REVOKE_KEY, { id: key.id });
      if (!result.ok) notice.value = refusalNotice("Revoke", result.refusal);
      else
        notice.value = {
          tone: "ok",
          title: "Revoked.",
          text: `Within 2 seconds Retake refuses ${key.preview}… and every access token created with it.`,
        };
    } catch (error) {
      notice.value = errorNotice("Revoke", error);
    }
    await load();
  };
  useEffect(() => void load(), []);
  useReconnect(() => void load());
  return (
    <>
      <Notice notice={notice} />
      <header class="view-header">
        <div>
          <h1>Keys</h1>
          <p class="secondary">API keys are for servers. Browsers use short-lived access tokens.</p>
        </div>
      </header>
      <div class="stack">
        <KeyTable keys={keys.value ?? []} onRevoke={(key) => (revoking.value = key)} />
        <section class="panel" aria-labelledby="new-key-title">
          <h2 id="new-key-title">New key</h2>
          <p class="secondary">Run this command on the server. It shows the secret once:</p>
          <pre class="code">npm run -s retake -- key create --team {teamId.value} --scope write</pre>
        </section>
      </div>
      {revoking.value ? (
        <Confirm
          title={`Revoke ${revoking.value.preview}…?`}
          text="Retake will refuse every call with this key and with the access tokens created with it. This can't be undone."
          action="Revoke"
          onConfirm={() => void revoke()}
          onClose={() => (revoking.value = null)}
        />
      ) : null}
    </>
  );
}

function KeyTable({ keys, onRevoke }: { readonly keys: readonly ApiKey[]; readonly onRevoke: (key: ApiKey) => void }) {
  return (
    <section class="panel" aria-labelledby="keys-title">
      <h2 id="keys-title">API keys of this team</h2>
      <div class="table-scroll" tabIndex={0} role="region" aria-labelledby="keys-title">
        <table>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Scope</th>
              <th scope="col" class="minor">
                Created
              </th>
              <th scope="col">State</th>
              <th scope="col">
                <span class="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td>
                  <code>{key.preview}…</code>
                </td>
                <td>{key.scope.toLowerCase()}</td>
                <td class="minor">{when(key.createdAt)}</td>
                <td class={key.revokedAt ? "outcome failed" : "outcome succeeded"}>
                  {key.revokedAt ? `revoked ${when(key.revokedAt)}` : "active"}
                </td>
                <td class="number">
                  {key.revokedAt ? null : (
                    <button
                      type="button"
                      class="link danger"
                      aria-label={`Revoke ${key.preview}`}
                      onClick={() => onRevoke(key)}
                    >
                      Revoke
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
