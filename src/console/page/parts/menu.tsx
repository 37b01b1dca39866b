import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

type Props = { readonly label: string; readonly children: ComponentChildren };

/** A list of actions that opens below its button. Choosing an action, Escape, or a click elsewhere closes it. */
export function Menu({ label, children }: Props) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape" || !element.current?.open) return;
      element.current.open = false;
      element.current.querySelector("summary")?.focus();
    };
    const onClick = ({ target }: MouseEvent) => {
      const isToggle = element.current?.querySelector("summary")?.contains(target as Node);
      if (element.current && !isToggle) element.current.open = false;
    };
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick);
    };
  }, []);
  return (
    <details class="menu" ref={element}>
      <summary class="button quiet">{label}</summary>
      <div>{children}</div>
    </details>
  );
}
