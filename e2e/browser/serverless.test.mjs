// The approval page as a person meets it who follows a personal link to the serverless home's gateway. Started by
// e2e/serverless, which looks afterwards at what was decided.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const link = new URL(process.env.LINK);
const clean = link.href.slice(0, link.href.indexOf("?"));

let browser;

before(async () => {
  // In a container there is no user namespace for Chromium's sandbox, and the pages are our own.
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
});

/** A browser of its own, without JavaScript; the gateway's certificate was made for this test. */
async function open(address) {
  const context = await browser.newContext({ javaScriptEnabled: false, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  const reply = await page.goto(address);
  return { context, page, complaints, reply };
}

test("nobody gets in without a link, and a changed link is void", async () => {
  const { page, reply } = await open(clean);
  assert.equal(reply.status(), 401);
  assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 0);
  const { reply: changed } = await open(`${link.href}x`);
  assert.equal(changed.status(), 403);
});

test("a form without the page's secret decides nothing", async () => {
  const { context, page } = await open(link.href);
  const field = (name) => page.locator(`input[name=${name}]`).getAttribute("value");
  const form = {
    csrf: "forged",
    approval_id: await field("approval_id"),
    artifact_hash: await field("artifact_hash"),
    comment: "",
    decision: "reject",
  };
  const reply = await context.request.post(clean, { form, maxRedirects: 0 });
  assert.equal(reply.status(), 403);
  await page.reload();
  assert.equal(await page.getByRole("button", { name: "Approve" }).count(), 1, "the gate is still open");
});

test("the link becomes a cookie, and the click decides", async () => {
  const { context, page, complaints, reply } = await open(link.href);
  assert.equal(reply.status(), 200);
  assert.equal(page.url(), clean, "the address that stays in the history has no token");
  const [cookie, ...more] = await context.cookies();
  assert.deepEqual(more, []);
  assert.ok(cookie.httpOnly && cookie.secure, "no script and no plain connection gets the cookie");
  assert.equal(cookie.path, new URL(clean).pathname, "it is for this run's page only");
  assert.match(await page.getByRole("region", { name: "What you decide about" }).innerText(), /heat pump/i);
  await page.getByLabel("Comment").fill(process.env.COMMENT);
  await page.getByRole("button", { name: "Approve" }).click();
  await page.getByRole("button", { name: "Approve" }).waitFor({ state: "detached" });
  assert.equal(page.url(), clean);
  assert.match(await page.locator("body").innerText(), /approved/i);
  assert.deepEqual(complaints, []);
});
