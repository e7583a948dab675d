// The report as a person opens it: in Chromium, in light and dark, on a desk and on a phone, checked with axe-core.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const server = process.env.AEGIS;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const QUESTION = "How do heat pumps compare with gas boilers for heating older homes?";

let browser;
let html;

before(async () => {
  // In a container there is no user namespace for Chromium's sandbox, and the pages are our own.
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  html = await report();
});

after(async () => {
  await browser?.close();
});

/** The page that a run over the examples writes. */
async function report() {
  const body = { playbook: "research-report", input: { topic: QUESTION, docs: [process.env.EXAMPLES] } };
  const { workflow_id: id } = await send("/workflows", body);
  const run = await until(id, "AWAITING_APPROVAL");
  const { artifact_hash } = run.waiting_on.find((waiting) => waiting.artifact_hash) ?? run.approval ?? {};
  await send(`/workflows/${id}/approve`, { decision: "approve", comment: "More on noise.", artifact_hash });
  await until(id, "COMPLETED");
  const reply = await fetch(`${server}/artifacts/${id}/report/report.html`);
  assert.equal(reply.status, 200);
  return reply.text();
}

async function send(path, body) {
  const reply = await fetch(server + path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.ok(reply.ok, `${path}: ${reply.status} ${await reply.clone().text()}`);
  return reply.json();
}

async function until(id, status) {
  let query = "";
  for (;;) {
    const run = await (await fetch(`${server}/workflows/${id}${query}`)).json();
    if (run.status === status) return run;
    assert.ok(!["COMPLETED", "REJECTED", "FAILED", "CANCELLED"].includes(run.status), `${id} is ${run.status}`);
    query = `?wait=20&version=${run.version}`;
  }
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1100, 360]) {
    test(`the report has no accessibility violation and fits: ${colorScheme}, ${width} pixels`, async () => {
      // The page's own policy forbids scripts, axe's too.
      const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const requests = [];
      page.on("request", (request) => requests.push(request.url()));
      await page.setContent(html);
      await page.addScriptTag({ content: AXE });
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
      const wide = await page.locator("html").evaluate((root) => root.scrollWidth);
      assert.ok(wide <= width, `the page is ${wide} pixels wide`);
      assert.deepEqual(requests, [], "the page asks for nothing from outside");
      await context.close();
    });
  }
}

test("a citation opens its source at the marked quote, without JavaScript", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.setContent(html);
  const link = page.locator(".findings .place a").first();
  const id = (await link.getAttribute("href")).slice(1);
  await link.click();
  const mark = page.locator(`mark[id="${id}"], mark:has([id="${id}"])`).first();
  assert.ok((await mark.innerText()).length > 0);
  await context.close();
});
