import { builder } from "../builder.ts";

/** An enum whose values are the REST values in capitals; `values` says what each of them means. */
export function restEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
) {
  const entries = (Object.keys(values) as Value[]).map((value) => {
    return [value.toUpperCase() as Uppercase<Value>, { value, description: values[value] }] as const;
  });
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as Record<Uppercase<Value>, { value: Value; description: string }>,
  });
}
