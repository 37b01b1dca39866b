import { useSignal } from "@preact/signals";

type Props = { readonly label: string; readonly text: string; readonly link?: boolean };

/** Copies a text to the clipboard and shows that it did. */
export function CopyButton({ label, text, link = false }: Props) {
  const copied = useSignal("");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => (copied.value = "Copied"),
      () => (copied.value = "Your browser does not allow copying here"),
    );
  };
  return (
    <button type="button" class={link ? "link" : ""} onClick={copy} onBlur={() => (copied.value = "")}>
      <span aria-live="polite">{copied.value || label}</span>
    </button>
  );
}
