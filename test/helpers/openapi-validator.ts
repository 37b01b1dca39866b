import { z } from "zod";

type Media = { readonly content?: { readonly "application/json"?: { readonly schema: Json } } };
type Operation = { readonly responses: Record<string, Media | undefined> };
type Json = Record<string, unknown>;
type Document = {
  readonly paths: Record<string, Record<string, Operation | undefined>>;
  readonly components: { readonly schemas: Json };
};

/** Checks a server's answers against its own OpenAPI document. Throws when an answer is not documented or does not conform. */
export type OpenApiValidator = (method: string, path: string, status: number, body: unknown) => void;

const validators = new Map<string, Promise<OpenApiValidator>>();

/** The validator for the document of the server at `url`, which is fetched once. */
export function openApiValidator(url: string): Promise<OpenApiValidator> {
  const known = validators.get(url) ?? readDocument(url).then(createValidator);
  validators.set(url, known);
  return known;
}

async function readDocument(url: string): Promise<Document> {
  const response = await fetch(`${url}/v1/openapi.json`);
  if (!response.ok) throw new Error(`GET /v1/openapi.json answered ${response.status}`);
  return (await response.json()) as Document;
}

function createValidator(document: Document): OpenApiValidator {
  const compiled = new Map<string, z.ZodType>();
  const errorSchema: Json = { $ref: "#/components/schemas/Error" };
  const check = (name: string, schema: Json, body: unknown) => {
    const compiledSchema = compiled.get(name) ?? compile(document, schema);
    compiled.set(name, compiledSchema);
    const { error } = compiledSchema.safeParse(body);
    if (error) throw new Error(`${name} is not what openapi.json says:\n${z.prettifyError(error)}`);
  };
  return (method, path, status, body) => {
    const operation = operationOf(document, method, path);
    // An undocumented path or method must still be answered with the error envelope.
    if (!operation) return check("an error of no call", errorSchema, body);
    const response = operation.responses[status];
    const name = `${method} ${path.split("?", 1)[0]} → ${status}`;
    if (!response) throw new Error(`${name} is not documented: ${JSON.stringify(body)}`);
    const schema = response.content?.["application/json"]?.schema;
    if (schema) check(`${method} ${operation.template} → ${status}`, schema, body);
    else if (body !== undefined) throw new Error(`${name} is documented without a body`);
  };
}

/** Path parameters match one segment, and a literal path wins over a template. */
function operationOf(document: Document, method: string, path: string): (Operation & { template: string }) | null {
  const pathname = path.split("?", 1)[0] ?? "";
  const templates = Object.keys(document.paths).sort((a, b) => a.split("{").length - b.split("{").length);
  for (const template of templates) {
    const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
    const operation = pattern.test(pathname) && document.paths[template]?.[method.toLowerCase()];
    if (operation) return { ...operation, template };
  }
  return null;
}

function compile(document: Document, schema: Json): z.ZodType {
  const toDefs = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("#/components/schemas/", "#/$defs/"));
  return z.fromJSONSchema({ ...toDefs(schema), $defs: toDefs(document.components.schemas) });
}
