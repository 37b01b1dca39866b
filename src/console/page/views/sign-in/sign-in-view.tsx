import { useSignal } from "@preact/signals";
import { SignInError, signIn, signInNote } from "../../api/session.ts";

/** Signs in with an API key. The link that the server prints signs in without this page. */
export function SignInView() {
  const failed = useSignal("");
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    failed.value = "";
    busy.value = true;
    try {
      await signIn({ api_key: String(new FormData(form).get("key")).trim() });
      form.reset();
    } catch (error) {
      failed.value = error instanceof SignInError ? error.message : "The server can't be reached. Try again.";
    }
    busy.value = false;
  };
  return (
    <main class="sign-in">
      <h1>Sign in to Retake</h1>
      {signInNote.value ? (
        <p class="notice warning" role="status">
          {signInNote.value}
        </p>
      ) : null}
      <div class="secondary">
        <p>Open the sign-in link that the server printed when it started, or create a new one:</p>
        <pre class="code">npm run -s retake -- console --team TEAM_ID</pre>
      </div>
      <form class="panel" onSubmit={(event) => void submit(event)}>
        <label>
          Or enter an API key
          <input
            name="key"
            type="password"
            required
            autoComplete="off"
            spellcheck={false}
            placeholder="al_live_…"
            aria-describedby="key-note"
          />
        </label>
        <p id="key-note" class="faint">
          The page exchanges the key for a short-lived token and does not store it.
        </p>
        {failed.value ? (
          <p class="error" role="alert">
            {failed.value}
          </p>
        ) : null}
        <button type="submit" class="primary" disabled={busy.value}>
          {busy.value ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </main>
  );
}
