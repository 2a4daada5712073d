// Word writes a list as paragraphs with their numbers in front; only what the toolbar would make is made a list of it.

const MARK = "[data-pasted-mark]";

/** Turn each run of list paragraphs into a list: bullets, or numbers that count from 1.
 *
 * Any other number (一、, （二）, 第三条, a list that goes on at 4) stays as text: a list would count it anew. `paragraphs` are in the order of the page.
 */
export function listed(paragraphs) {
  for (const run of runs(paragraphs)) {
    const marks = run.map(marking);
    const counts = marks.every((mark, at) => mark === `${at + 1}.` || mark === `${at + 1}．`);
    if (counts || marks.every((mark) => /^[·•●○■□◆\-–lnuüØ§v]$/.test(mark))) gather(run, counts ? "ol" : "ul");
    else for (const paragraph of run) spell(paragraph);
  }
}

function runs(paragraphs) {
  const found = [];
  for (const paragraph of paragraphs) {
    const run = found.at(-1);
    if (run && run.at(-1) === paragraph.previousElementSibling) run.push(paragraph);
    else found.push([paragraph]);
  }
  return found;
}

function marking(paragraph) {
  return paragraph.querySelector(MARK)?.textContent.trim() ?? "";
}

function gather(run, kind) {
  const list = run[0].ownerDocument.createElement(kind);
  run[0].before(list);
  for (const paragraph of run) {
    paragraph.querySelector(MARK).remove();
    const item = list.ownerDocument.createElement("li");
    item.append(paragraph);
    list.append(item);
  }
}

/** The number as it stands, without the blanks that Word puts behind it. */
function spell(paragraph) {
  const mark = paragraph.querySelector(MARK);
  if (mark) mark.replaceWith(mark.textContent.trim());
}
