import { z } from "zod";

/** The parts of an OpenAPI document that the reference shows. */
const openapi = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string().optional() }),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string().optional(),
        description: z.string().optional(),
        operationId: z.string().optional(),
        parameters: z.array(z.unknown()).optional(),
        requestBody: z.unknown().optional(),
        responses: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  ),
});

const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  description: z.string().optional(),
});
type Schema = {
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
};
const schema: z.ZodType<Schema> = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  properties: z
    .record(
      z.string(),
      z.lazy(() => schema),
    )
    .optional(),
  required: z.array(z.string()).optional(),
});
const jsonBody = z.object({ content: z.object({ "application/json": z.object({ schema }) }) });
const response = z.object({ description: z.string() });

type Operation = z.infer<typeof openapi>["paths"][string][string];

/** The REST reference as Markdown, generated from the server's OpenAPI document. */
export function restReference(document: unknown): string {
  const { info, paths } = openapi.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method, path, operation)),
  );
  const intro = info.description ?? "";
  return `# REST reference\n\n${intro}\n\nThe OpenAPI document: [/v1/openapi.json](/v1/openapi.json).\n\n${operations.join("\n")}`;
}

function section(method: string, path: string, operation: Operation): string {
  const { summary, description, parameters = [], requestBody, responses = {} } = operation;
  const parts = [
    `## ${method.toUpperCase()} ${path}`,
    summary ?? "",
    description === summary ? "" : (description ?? ""),
  ];
  const known = parameters.flatMap((item) => parameter.safeParse(item).data ?? []);
  if (known.length > 0) {
    parts.push("| parameter | in | |\n|---|---|---|");
    const rows = known.map(
      ({ name, in: place, required, description: text = "" }) =>
        `| \`${name}\`${required ? " (required)" : ""} | ${place} | ${cell(text)} |`,
    );
    parts[parts.length - 1] += `\n${rows.join("\n")}`;
  }
  const body = jsonBody.safeParse(requestBody).data;
  const members = body ? membersOf(body.content["application/json"].schema, "") : [];
  if (members.length > 0) parts.push(`| body | type | |\n|---|---|---|\n${members.join("\n")}`);
  const answers = Object.entries(responses).flatMap(([status, item]) => {
    const found = response.safeParse(item).data;
    return found ? [`| ${status} | ${cell(found.description)} |`] : [];
  });
  if (answers.length > 0) parts.push(`| status | response |\n|---|---|\n${answers.join("\n")}`);
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** A row for each member of a JSON object. Members of nested objects are named `outer.inner`. */
function membersOf({ properties = {}, required = [] }: Schema, path: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, member]) => {
    const needed = required.includes(name) ? " (required)" : "";
    const row = `| \`${path}${name}\`${needed} | ${typeOf(member)} | ${cell(rulesOf(member))} |`;
    return [row, ...membersOf(member, `${path}${name}.`)];
  });
}

function typeOf({ type = "" }: Schema): string {
  return [type].flat().join(" or ");
}

function rulesOf(member: Schema): string {
  const values = member.enum?.map((value) => `\`${value}\``).join(", ");
  const length = range(member.minLength, member.maxLength);
  const count = range(member.minItems, member.maxItems);
  const rules = [
    member.description,
    values,
    length && `${length} characters`,
    range(member.minimum, member.maximum),
    count && `${count} items`,
  ];
  return rules.filter(Boolean).join(" ");
}

function range(from: number | undefined, to: number | undefined): string {
  return to === undefined ? "" : `${from ?? 0}–${to}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
