import type { Attributes } from "../api/types.ts";

const TEXTS: readonly {
  readonly name: Exclude<keyof Attributes, "age" | "additionalDetails">;
  readonly label: string;
  readonly hint: string;
}[] = [
  { name: "ethnicity", label: "Ethnicity", hint: "east asian" },
  { name: "bodyType", label: "Body type", hint: "athletic" },
  { name: "hairColor", label: "Hair colour", hint: "black" },
  { name: "hairStyle", label: "Hair style", hint: "shoulder-length" },
];

/** The fields beside the age, three in a row. */
const BEFORE_AGE: typeof TEXTS = [{ name: "gender", label: "Gender", hint: "female" }];
const AFTER_AGE: typeof TEXTS = [{ name: "eyeColor", label: "Eye colour", hint: "brown" }];

/** The fields of a character's attributes, inside a form. */
export function AttributeFields({ attributes }: { readonly attributes: Attributes | null }) {
  return (
    <fieldset class="attributes">
      <legend>Appearance</legend>
      <TextFields fields={BEFORE_AGE} attributes={attributes} kind="third" />
      <label class="third">
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
      <TextFields fields={AFTER_AGE} attributes={attributes} kind="third" />
      <TextFields fields={TEXTS} attributes={attributes} kind="half" />
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

type FieldsProps = {
  readonly fields: typeof TEXTS;
  readonly attributes: Attributes | null;
  readonly kind: "third" | "half";
};

function TextFields({ fields, attributes, kind }: FieldsProps) {
  return fields.map(({ name, label, hint }) => (
    <label key={name} class={kind}>
      {label}
      <input name={name} maxLength={100} placeholder={hint} defaultValue={attributes?.[name] ?? ""} />
    </label>
  ));
}

/** Reads the attributes of a form, without the empty ones. */
export function readAttributes(form: FormData): Partial<Record<keyof Attributes, string | number>> {
  const entries = [...[...BEFORE_AGE, ...AFTER_AGE, ...TEXTS].map(({ name }) => name), "additionalDetails" as const]
    .map((name) => [name, String(form.get(name) ?? "").trim()] as const)
    .filter(([, value]) => value !== "");
  const age = String(form.get("age") ?? "").trim();
  return { ...Object.fromEntries(entries), ...(age === "" ? {} : { age: Number(age) }) };
}
