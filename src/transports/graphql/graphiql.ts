/** What GraphiQL starts with. It loads its code from a CDN: without one the console is the page to try. */
export const GRAPHIQL = {
  title: "Retake",
  defaultQuery:
    "# Put your API key under Headers below.\n{\n  team {\n    name\n    credits {\n      available\n    }\n  }\n}\n",
  headers: JSON.stringify({ "x-api-key": "" }, null, 2),
} as const;
