/* Wires the page「核验凭证」to verify.js. The page holds, all by id:
 *   verify-form  the form          result  where the steps are listed (a status)
 *   proof        text area, the .tlog-proof        policy  text area, the policy that the reader trusts
 *   entry, log, view   optional fields: the entry, one log's key, the public content
 * The form's data-facts says in Chinese what each fact of a case is. There are
 * file choosers with data-into="<id>" that fill a field, and buttons with data-fetch="<address>" data-into="<id>".
 * Opened as /verify/#<record> or /verify/#<record>/v/<number> it fetches the receipt and content that stand there, and checks them;
 * what was withdrawn has a receipt alone. Nothing is ever sent.
 */

import { accepted, verifyReceipt } from "./verify.js";

const MAX_FILE_BYTES = 2 * 1024 * 1024;
const MARKS = new Map([
  [true, "✓"],
  [false, "✗"],
  [null, "?"],
]);

const field = (id) => document.getElementById(id);

const valueOf = (id) => field(id)?.value || undefined;

/** Pasting often loses the last newline, without which a note is not a note. */
const asLines = (text) => (text === undefined || text.endsWith("\n") ? text : `${text}\n`);

function show(result, heading, steps) {
  const title = document.createElement("p");
  title.className = "verify-verdict";
  title.textContent = heading;
  const list = document.createElement("ol");
  for (const { step, ok, text_zh } of steps) {
    const item = document.createElement("li");
    item.dataset.step = step;
    item.dataset.ok = String(ok);
    item.textContent = `${MARKS.get(ok)} ${text_zh}`;
    list.append(item);
  }
  result.replaceChildren(title, list);
}

const say = (sentence) => show(field("result"), sentence, []);

const verdict = (steps) => {
  if (accepted(steps)) return "核验通过。";
  return steps.some((each) => each.ok === false) ? "核验未通过。" : "此浏览器未能完成核验。";
};

async function check() {
  if (!valueOf("proof")) return say(tooLarge || "请选一份凭证。");
  if (!valueOf("policy")) return say(tooLarge || "请选您信任的公钥和见证人。");
  const steps = await verifyReceipt({
    proof: asLines(valueOf("proof")),
    policy: asLines(valueOf("policy")),
    log: valueOf("log")?.trim(),
    entry: valueOf("entry")?.trim(),
    view: valueOf("view"),
    sentences: JSON.parse(field("verify-form").dataset.facts ?? "{}"),
  });
  show(field("result"), verdict(steps), steps);
  field("result").focus();
}

/** Puts a text into a field and says so; "" empties it. */
function fill(id, text) {
  field(id).value = text;
  const told = document.querySelector(`[data-filled="${id}"]`);
  if (told) told.hidden = text === "";
}

/** The content that was fetched with a record's own receipt; it fits no other. */
let broughtView = "";

/** What is to be said of a chosen file that was not read; it stays until another one is. */
let tooLarge = "";

async function load(event) {
  const chooser = event.target;
  const [file] = chooser.files;
  const { into } = chooser.dataset;
  if (into === "proof" && broughtView && field("view").value === broughtView) fill("view", "");
  if (!file) {
    fill(into, "");
    return;
  }
  tooLarge = "";
  if (file.size > MAX_FILE_BYTES) {
    chooser.value = "";
    fill(into, "");
    tooLarge = `“${file.name}”太大，没有读入：这里的文件都不超过2 MB。请另选一个。`;
    say(tooLarge);
    field("result").focus();
    return;
  }
  fill(into, await file.text());
}

async function bring(address, id) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(address);
  fill(id, await answer.text());
}

async function bringRecord() {
  const [, page] = /^#([0-9a-z]+(?:\/v\/[0-9]+)?)$/.exec(location.hash) ?? [];
  if (!page) return;
  try {
    await bring(`/r/${page}/proof`, "proof");
    await bring(`/r/${page}/index.json`, "view").catch(() => fill("view", ""));
    broughtView = field("view").value;
    await bring("/site-manifest/policy", "policy");
  } catch {
    say("这一页的凭证还没有生成。请过一分钟再试。");
    return;
  }
  await check();
}

field("verify-form")?.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
for (const chooser of document.querySelectorAll("input[type=file][data-into]")) chooser.addEventListener("change", load);

if (location.protocol.startsWith("http")) {
  for (const online of document.querySelectorAll("[data-online]")) online.hidden = false;
  for (const button of document.querySelectorAll("button[data-fetch]")) {
    button.addEventListener("click", () =>
      bring(button.dataset.fetch, button.dataset.into).catch(() => say("现在取不到，请过一会儿再试。")),
    );
  }
  bringRecord();
  addEventListener("hashchange", bringRecord);
}
