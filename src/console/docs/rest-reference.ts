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
const jsonBody = z.object({ content: z.object({ "application/json": z.object({ schema: z.unknown() }) }) });
const response = z.object({ description: z.string() });

type Operation = z.infer<typeof openapi>["paths"][string][string];

/** The REST reference as Markdown, made from the server's own OpenAPI document. */
export function restReference(document: unknown): string {
  const { info, paths } = openapi.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method, path, operation)),
  );
  const intro = info.description ?? "";
  return `# REST reference\n\n${intro}\n\nThe document itself: [/v1/openapi.json](/v1/openapi.json).\n\n${operations.join("\n")}`;
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
  if (body)
    parts.push(`Body:\n\n\`\`\`json\n${JSON.stringify(body.content["application/json"].schema, null, 2)}\n\`\`\``);
  const answers = Object.entries(responses).flatMap(([status, item]) => {
    const found = response.safeParse(item).data;
    return found ? [`| ${status} | ${cell(found.description)} |`] : [];
  });
  if (answers.length > 0) parts.push(`| status | answer |\n|---|---|\n${answers.join("\n")}`);
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
