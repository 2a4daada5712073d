/* Wires the page「核验凭证」to verify.js. The page holds, all by id:
 *   verify-form  the form          result  where the steps are listed (aria-live)
 *   proof        text area, the .tlog-proof        policy  text area, the policy that the reader trusts
 *   entry, log, view   optional fields: the entry, one log's key, the public content
 * and file choosers with data-into="<id>" that fill a field. Nothing leaves the page.
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

const verdict = (steps) => {
  if (accepted(steps)) return "核验通过。";
  return steps.some((each) => each.ok === false) ? "核验未通过。" : "此浏览器未能完成核验。";
};

async function verify(event) {
  event.preventDefault();
  const steps = await verifyReceipt({
    proof: asLines(valueOf("proof")) ?? "",
    policy: asLines(valueOf("policy")) ?? "",
    log: valueOf("log")?.trim(),
    entry: valueOf("entry")?.trim(),
    view: valueOf("view"),
  });
  show(field("result"), verdict(steps), steps);
}

async function load(event) {
  const chooser = event.target;
  const [file] = chooser.files;
  if (!file) return;
  if (file.size > MAX_FILE_BYTES) {
    show(field("result"), "文件过大，不是凭证。", []);
    return;
  }
  field(chooser.dataset.into).value = await file.text();
}

field("verify-form")?.addEventListener("submit", verify);
for (const chooser of document.querySelectorAll("input[type=file][data-into]")) chooser.addEventListener("change", load);
