import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectralCore from "@stoplight/spectral-core";
import spectralRulesets from "@stoplight/spectral-rulesets";
import { openApiDocument } from "../../src/rest/openapi.ts";

/** Checks `GET /v1/openapi.json` with two linters and their recommended rules. A warning counts as an error. */
const { Spectral } = spectralCore;
const { oas } = spectralRulesets;

const spectral = new Spectral();
spectral.setRuleset({ extends: [oas] as never, rules: {} });
const redocly = await createConfig({ extends: ["recommended"] });

async function lintErrors(document: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const bySpectral = await spectral.run(document);
  const byRedocly = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: "openapi.json",
    config: redocly,
  });
  return [
    ...bySpectral.map(({ code, message, path }) => `spectral ${code} at ${path.join(".")}: ${message}`),
    ...byRedocly.map(({ ruleId, message, location }) => `redocly ${ruleId} at ${location[0]?.pointer}: ${message}`),
  ];
}

const document = openApiDocument("https://retake.example");
const found = await lintErrors({ ...document });
for (const error of found) console.log(error);

// Both must find a planted mistake, otherwise the check proves nothing.
const planted = await lintErrors({ ...document, paths: { "/v1/planted/{id}": { get: { responses: {} } } } });
const blind = ["spectral", "redocly"].filter((linter) => !planted.some((error) => error.startsWith(linter)));
for (const linter of blind) console.log(`${linter} did not find a planted mistake`);

process.exitCode = found.length + blind.length === 0 ? 0 : 1;
