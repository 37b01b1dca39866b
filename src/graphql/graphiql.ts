import type { GraphiQLOptions } from "graphql-yoga";

/** What GraphiQL starts with. */
export const GRAPHIQL = {
  title: "Retake",
  defaultQuery:
    "# Put your API key under Headers below.\n{\n  team {\n    name\n    credits {\n      available\n    }\n  }\n}\n",
  headers: JSON.stringify({ "x-api-key": "" }, null, 2),
} as const;

/** The page with all its code in it, nine megabytes that work without internet: loaded when a browser asks for it. */
export async function renderGraphiqlPage(options?: GraphiQLOptions): Promise<string> {
  const { renderGraphiQL } = await import("@graphql-yoga/render-graphiql");
  return renderGraphiQL(options);
}
