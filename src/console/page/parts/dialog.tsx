import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

type Props = { readonly title: string; readonly onClose: () => void; readonly children: ComponentChildren };

/**
 * A native modal dialog. The focus stays inside, Escape closes it, and the focus then returns to the opening element.
 */
export function Dialog({ title, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog ref={element} aria-labelledby="dialog-title" onClose={onClose}>
      <header>
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="quiet" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </header>
      {children}
    </dialog>
  );
}

/** Asks for confirmation of an action that can't be undone. */
export function Confirm({
  title,
  text,
  action,
  onConfirm,
  onClose,
}: Omit<Props, "children"> & { text: string; action: string; onConfirm: () => void }) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <footer>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
        <button type="button" class="danger" onClick={onConfirm}>
          {action}
        </button>
      </footer>
    </Dialog>
  );
}
