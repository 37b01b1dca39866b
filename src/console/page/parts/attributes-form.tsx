import type { Attributes } from "../api/types.ts";

const TEXTS: readonly {
  readonly name: Exclude<keyof Attributes, "age" | "additionalDetails">;
  readonly label: string;
  readonly hint: string;
}[] = [
  { name: "gender", label: "Gender", hint: "female" },
  { name: "ethnicity", label: "Ethnicity", hint: "east asian" },
  { name: "hairColor", label: "Hair colour", hint: "black" },
  { name: "hairStyle", label: "Hair style", hint: "shoulder-length straight" },
  { name: "eyeColor", label: "Eye colour", hint: "brown" },
  { name: "bodyType", label: "Body type", hint: "athletic" },
];

/** The fields of a character's attributes, inside a form. */
export function AttributeFields({ attributes }: { readonly attributes: Attributes | null }) {
  return (
    <fieldset class="attributes">
      <legend>Appearance</legend>
      {TEXTS.map(({ name, label, hint }) => (
        <label key={name}>
          {label}
          <input name={name} maxLength={100} placeholder={hint} defaultValue={attributes?.[name] ?? ""} />
        </label>
      ))}
      <label>
        Age
        <input
          name="age"
          type="number"
          min={1}
          max={120}
          step={1}
          inputMode="numeric"
          placeholder="28"
          defaultValue={attributes?.age ?? ""}
        />
      </label>
      <label class="wide">
        More details
        <textarea
          name="additionalDetails"
          maxLength={1_000}
          rows={2}
          placeholder="round glasses, mustard turtleneck, blue jeans"
          defaultValue={attributes?.additionalDetails ?? ""}
        />
      </label>
    </fieldset>
  );
}

/** The attributes that a form sets; null when it sets none. */
export function readAttributes(form: FormData): Partial<Record<keyof Attributes, string | number>> | null {
  const entries = [...TEXTS.map(({ name }) => name), "additionalDetails" as const]
    .map((name) => [name, String(form.get(name) ?? "").trim()] as const)
    .filter(([, value]) => value !== "");
  const age = String(form.get("age") ?? "").trim();
  const attributes = { ...Object.fromEntries(entries), ...(age === "" ? {} : { age: Number(age) }) };
  return Object.keys(attributes).length === 0 ? null : attributes;
}
