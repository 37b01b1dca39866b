import { render } from "preact";
import { keepSignedIn, signedIn, signIn, signInFromOtherWindow, signInNote, signOut } from "./api/session.ts";
import { App } from "./app.tsx";
import { navigate } from "./router.ts";
import "./design.css";

/** A sign-in link has its one-time code in the fragment, which is never sent to a server or logged. */
async function redeemCode(): Promise<void> {
  const { code, character } = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (!code) return;
  history.replaceState(null, "", location.pathname);
  // The link may be for another team, so the data of the previous team is deleted first.
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
  if (!signedIn.value && signInNote.value === "") await signInFromOtherWindow();
  keepSignedIn();
  // Opening a sign-in link in a tab that already shows the page changes only the fragment.
  addEventListener("hashchange", () => void redeemCode());
  render(<App />, root);
}
