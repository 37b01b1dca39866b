import { type Signal, useSignal } from "@preact/signals";
import type { Variables } from "../../api/client.ts";
import type { Character, SynthesizedPose } from "../../api/types.ts";
import { AttributeFields, readAttributes } from "../../parts/attributes-form.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { prices } from "../../prices.ts";
import { type Notice as NoticeContent, plural, poseName } from "../../words.ts";

type EditProps = {
  readonly character: Character;
  readonly onClose: () => void;
  readonly onSave: (input: Variables) => Promise<boolean>;
  readonly notice: Signal<NoticeContent | null>;
};

/** Edits the name and the attributes. Attributes are replaced as a whole. Images change with the next synthesis. */
export function EditDialog({ character, onClose, onSave, notice }: EditProps) {
  const saving = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    saving.value = true;
    const saved = await onSave({ name: String(form.get("name")), attributes: readAttributes(form) });
    saving.value = false;
    if (saved) onClose();
  };
  return (
    <Dialog title={`Edit ${character.name}`} onClose={onClose}>
      <Notice notice={notice} />
      <form onSubmit={(event) => void submit(event)}>
        <label>
          Name
          <input name="name" required maxLength={120} defaultValue={character.name} />
        </label>
        <AttributeFields attributes={character.attributes} />
        <p class="faint">Editing is free. The images change with the next resynthesis.</p>
        <footer>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="primary" disabled={saving.value}>
            Save changes
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

type RegenerateProps = {
  readonly pose: SynthesizedPose;
  readonly onSubmit: (promptOverride: string | null) => void;
  readonly onClose: () => void;
};

/** Regenerates one pose and keeps the others. */
export function RegenerateDialog({ pose, onSubmit, onClose }: RegenerateProps) {
  const price = prices.value.REGENERATE_CHARACTER_REF;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const prompt = String(new FormData(event.currentTarget as HTMLFormElement).get("prompt") ?? "").trim();
    onSubmit(prompt === "" ? null : prompt);
  };
  return (
    <Dialog title={`Regenerate ${poseName(pose).toLowerCase()}`} onClose={onClose}>
      <form onSubmit={submit}>
        <p>Generates only this pose again and keeps the others. You are charged when the image is delivered.</p>
        <label>
          Instructions for this image (optional)
          <textarea name="prompt" maxLength={1_000} rows={2} placeholder="looking to the left, a little smile" />
        </label>
        <footer>
          <button type="button" onClick={onClose}>
            Close
          </button>
          <button type="submit" class="primary">
            Regenerate{price === undefined ? "" : ` · ${plural(price, "credit")}`}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
