/** A member as GraphQL spells it: `attributes.hair_color` → `attributes.hairColor`, `Idempotency-Key` → `idempotencyKey`. */
export function graphqlParam(restName: string | null): string | null {
  return restName === null ? null : restName.split(".").map(camelCase).join(".");
}

/** An argument object as REST spells it; null members are left out, because in GraphQL they mean "not set". */
export function restBody(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [snakeCase(name), restValue(member)]));
}

function restValue(value: unknown): unknown {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? restBody(value as Record<string, unknown>) : value;
}

function camelCase(name: string): string {
  return name.replace(/^[A-Z]/, lower).replace(/[-_]([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${lower(letter)}`);
}

const lower = (letter: string) => letter.toLowerCase();
