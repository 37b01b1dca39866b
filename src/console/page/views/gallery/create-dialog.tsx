import { useSignal } from "@preact/signals";
import { CREATE_CHARACTER } from "../../api/documents.ts";
import { sending, sendKeyed } from "../../api/keyed.ts";
import { applyCharacter, credits } from "../../api/store.ts";
import { AttributeFields, readAttributes } from "../../parts/attributes-form.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { prices } from "../../prices.ts";
import { navigate } from "../../router.ts";
import { errorNotice, type Notice as NoticeContent, plural, refusalNotice } from "../../words.ts";
import { noteAnswer, type PaidResult } from "../character/actions.ts";

const PURPOSE = "create character";

/** Creates a character from attributes. The price is above the fields, so that it is seen first. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const notice = useSignal<NoticeContent | null>(null);
  const price = prices.value.CREATE_CHARACTER;
  const available = credits.value?.available;
  const busy = sending.value.has(PURPOSE);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    notice.value = null;
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const input = { name: String(form.get("name")).trim(), generate: true, attributes: readAttributes(form) };
    try {
      const answered = await sendKeyed<PaidResult>(PURPOSE, CREATE_CHARACTER, { input });
      const { result } = answered;
      if (!result.ok) {
        notice.value = refusalNotice("Create", result.refusal);
        return;
      }
      noteAnswer(answered);
      const { character } = result.value;
      onClose();
      if (!character) return;
      applyCharacter(character);
      navigate(`/characters/${character.id}`);
    } catch (error) {
      notice.value = errorNotice("Create", error);
    }
  };
  return (
    <Dialog title="New character" onClose={onClose}>
      <Notice notice={notice} />
      <form onSubmit={(event) => void submit(event)}>
        <p class="price">
          <strong>{price === undefined ? "…" : plural(price, "credit")}</strong> for four poses, charged when all four
          are delivered.{available === undefined ? "" : ` You have ${available.toLocaleString()}.`}
        </p>
        <label>
          Name
          <input name="name" required maxLength={120} placeholder="Mira" />
        </label>
        <AttributeFields attributes={null} />
        <footer>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="primary" disabled={busy}>
            {busy ? "Sending…" : `Create${price === undefined ? "" : ` · ${plural(price, "credit")}`}`}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
