import { render } from "preact";
import { keepSignedIn, signIn, signInNote, signOut } from "./api/session.ts";
import { App } from "./app.tsx";
import { navigate } from "./router.ts";
import "./design.css";

/** A sign-in link carries its one-time code in the fragment, which never reaches a server or a log. */
async function redeemCode(): Promise<void> {
  const { code, character } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  // The link may be of another team: what the page shows of the one before goes away first.
  signOut();
  try {
    await signIn({ code });
    if (character) navigate(`/characters/${character}`, { replace: true });
  } catch (error) {
    signInNote.value = error instanceof Error ? error.message : "This sign-in link can't be used.";
  }
}

const root = document.getElementById("app");
if (root) {
  await redeemCode();
  keepSignedIn();
  // A sign-in link that is opened in a tab that shows the page already changes only the fragment.
  addEventListener("hashchange", () => void redeemCode());
  render(<App />, root);
}
