import { expect, test } from "vitest";
import { startCuttingProxy } from "../bench/storm/cutting-proxy.ts";
import { openPages } from "../bench/storm/pages.ts";
import { contractApp } from "./contract-app.ts";

const contract = contractApp();

test("a hundred pages keep their subscriptions when the network drops and all reconnect at once", async () => {
  const { team, id } = await contract.start("rest");
  await using proxy = await startCuttingProxy(Number(new URL(contract.url()).port));
  await using pages = openPages({ url: proxy.url, apiKey: team.apiKey, count: 100, characterIds: [id] });
  await pages.live();
  for (let drop = 0; drop < 3; drop += 1) {
    pages.forget();
    expect(proxy.cutAll()).toBe(100);
    await pages.live();
  }
  expect(pages.ended).toEqual([]);
}, 60_000);
