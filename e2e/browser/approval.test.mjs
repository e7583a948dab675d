// The approval page as a person meets it: in Chromium, on a phone, without JavaScript. The server is started by the gate.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const server = process.env.AEGIS;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { width: 360, height: 740 };
const QUESTION = "How do heat pumps compare with gas boilers for heating older homes?";

let browser;

before(async () => {
  // In a container there is no user namespace for Chromium's sandbox, and the pages are our own.
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
});

/** Starts a run and waits until it stands at its gate. */
async function runAtGate() {
  const body = { playbook: "research-report", input: { topic: QUESTION, docs: [process.env.EXAMPLES] } };
  const reply = await fetch(`${server}/workflows`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  assert.equal(reply.status, 202);
  const { workflow_id: id } = await reply.json();
  await until(id, "AWAITING_APPROVAL");
  return id;
}

/** The run, once it has a status: each request is held until the run changes. */
async function until(id, status) {
  let run = await state(id);
  while (run.status !== status) {
    assert.ok(!["COMPLETED", "REJECTED", "FAILED", "CANCELLED"].includes(run.status), `${id} is ${run.status}`);
    run = await state(id, `?wait=20&version=${run.version}`);
  }
  return run;
}

async function state(id, query = "") {
  const reply = await fetch(`${server}/workflows/${id}${query}`);
  assert.equal(reply.status, 200);
  return reply.json();
}

/** A page without JavaScript that notes every complaint of the browser. */
async function open(id, viewport) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  const reply = await page.goto(`${server}/approve/${id}`);
  assert.equal(reply.status(), 200);
  return { page, complaints, headers: reply.headers() };
}

test("a person reads the artifact and approves it, without JavaScript", async () => {
  const id = await runAtGate();
  const { page, complaints, headers } = await open(id, { width: 1200, height: 900 });
  assert.match(headers["content-security-policy"], /default-src 'none'/);
  assert.match(await page.locator("h1").innerText(), /heat pumps/);
  const artifact = page.getByRole("region", { name: "What you decide about" });
  assert.match(await artifact.innerText(), /quotes only, no language model/);
  await page.screenshot({ path: process.env.SCREENSHOT });
  assert.equal((await state(id)).status, "AWAITING_APPROVAL", "looking never decides");
  await page.getByLabel("Comment").fill("Read in a browser.");
  await page.getByRole("button", { name: "Approve" }).click();
  const run = await until(id, "COMPLETED");
  assert.equal(run.decisions[0].decision, "approve");
  assert.equal(run.decisions[0].comment, "Read in a browser.");
  assert.deepEqual(complaints, []);
});

test("the summary comes first, and a citation leads to its quotation, without JavaScript", async () => {
  const id = await runAtGate();
  const { page } = await open(id, { width: 1200, height: 900 });
  const headings = await page.locator(".artifact .member > h3").allInnerTexts();
  assert.deepEqual(headings.slice(0, 2), ["Summary", "Findings"]);
  assert.equal(headings.at(-1), "What was not produced");
  // One that is folded away: following its link opens what it is in.
  const link = page.locator(".artifact a.cite").last();
  const target = page.locator(await link.getAttribute("href"));
  await link.click();
  assert.ok(await target.isVisible(), "the quotation is on the screen");
  assert.ok((await target.innerText()).includes(await link.innerText()));
});

for (const colorScheme of ["light", "dark"]) {
  test(`the approval page has no accessibility violation: ${colorScheme}`, async () => {
    const id = await runAtGate();
    // The page's own policy forbids scripts, axe's too.
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 1200, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${server}/approve/${id}`);
    await page.addScriptTag({ content: AXE });
    const { violations } = await page.evaluate(() => globalThis.axe.run(document));
    assert.deepEqual(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0].html}`), []);
    await context.close();
  });
}

test("on a phone nothing is wider than the screen and every button can be hit", async () => {
  const id = await runAtGate();
  const { page } = await open(id, PHONE);
  const wide = await page.locator("html").evaluate((html) => html.scrollWidth);
  assert.ok(wide <= PHONE.width, `the page is ${wide} pixels wide`);
  for (const button of await page.getByRole("button").all()) {
    const box = await button.boundingBox();
    assert.ok(box.height >= 44, `${await button.innerText()} is ${box.height} pixels high`);
  }
});

test("rejecting without a comment is refused on the page, and nothing is recorded", async () => {
  const id = await runAtGate();
  const { page } = await open(id, PHONE);
  await page.getByRole("button", { name: "Reject" }).click();
  await page.getByRole("alert").waitFor();
  assert.equal((await state(id)).status, "AWAITING_APPROVAL");
  await page.getByRole("textbox", { name: "Comment" }).fill("Too few sources.");
  await page.getByRole("button", { name: "Reject" }).click();
  assert.equal((await until(id, "REJECTED")).decisions[0].comment, "Too few sources.");
});

test("the page can be used with the keyboard alone", async () => {
  const id = await runAtGate();
  const { page } = await open(id, { width: 1200, height: 900 });
  const approve = page.getByRole("button", { name: "Approve" });
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press("Tab");
    if (await approve.evaluate((button) => button.ownerDocument.activeElement === button)) {
      await page.keyboard.press("Enter");
      await until(id, "COMPLETED");
      return;
    }
  }
  assert.fail("the button was never reached");
});

test("an old tab can't decide again: it is told who did", async () => {
  const id = await runAtGate();
  const { page: old } = await open(id, PHONE);
  const { page } = await open(id, PHONE);
  await page.getByRole("button", { name: "Approve" }).click();
  await until(id, "COMPLETED");
  await old.getByLabel("Comment").fill("No.");
  const [reply] = await Promise.all([
    old.waitForResponse((response) => response.request().method() === "POST"),
    old.getByRole("button", { name: "Reject" }).click(),
  ]);
  assert.equal(reply.status(), 409);
  assert.equal((await state(id)).decisions.length, 1);
});
