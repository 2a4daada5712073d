// What comes from Word, WPS or a web page: only the text, its structure and its alignment are kept.
import { listed } from "./lists.js";

const ALIGNMENTS = ["left", "center", "right", "justify"];
const DROPPED = "script, style, meta, link, title, xml, object, iframe, form, input, button";
// Struck out under tracked changes, or noted beside the text: Word pastes along what its reader does not see.
const BESIDE = 'del, [class*="msocom" i], [class*="msodel" i], [href^="#_msocom"]';
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" };

/** Clean pasted HTML before the editor's schema parses it.
 *
 * Under `style-src 'self'` the browser refuses style attributes even in HTML that is only parsed, and says so each
 * time. They are renamed first; what they say is then read and turned into a class or a tag.
 */
export function cleanPastedHTML(html) {
  const page = new DOMParser().parseFromString(html.replace(/<[^>]*>/g, quiet), "text/html");
  removeComments(page.body);
  for (const element of page.querySelectorAll(`${DROPPED}, ${BESIDE}`)) element.remove();
  const points = [];
  for (const element of page.body.querySelectorAll("[data-pasted-style]")) {
    const style = element.getAttribute("data-pasted-style");
    element.removeAttribute("data-pasted-style");
    const alignment = said(style, "text-align");
    if (ALIGNMENTS.includes(alignment)) element.setAttribute("class", `align-${alignment}`);
    if (said(style, "mso-list") === "ignore") element.dataset.pastedMark = "";
    else if (/\blevel1\b/.test(said(style, "mso-list"))) points.push(element);
    if (unseen(style)) element.remove();
    else if (element.tagName === "SPAN" && /^(bold|[6-9]00)/.test(said(style, "font-weight"))) rename(element, "strong");
  }
  for (const heading of page.body.querySelectorAll(Object.keys(HEADINGS).join())) rename(heading, HEADINGS[heading.tagName]);
  listed(points.filter((point) => point.isConnected && point.tagName === "P"));
  return page.body.innerHTML;
}

/** A tag with its style renamed and its event handlers switched off. */
function quiet(tag) {
  return tag.replace(/([\s"'])style\s*=/gi, "$1data-pasted-style=").replace(/([\s"'])on\w+\s*=/gi, "$1data-off=");
}

function unseen(style) {
  const beside = ["mso-element", "mso-special-character"].some((property) => said(style, property).startsWith("comment"));
  return beside || said(style, "display") === "none" || said(style, "mso-hide") === "all";
}

/** What a style attribute says of one property; "" if nothing. */
function said(style, property) {
  for (const declaration of style.split(";")) {
    const [name, value = ""] = declaration.split(":");
    if (name.trim().toLowerCase() === property) return value.trim().toLowerCase();
  }
  return "";
}

function rename(element, tag) {
  const renamed = element.ownerDocument.createElement(tag);
  for (const name of ["class", "align"]) {
    if (element.hasAttribute(name)) renamed.setAttribute(name, element.getAttribute(name));
  }
  renamed.append(...element.childNodes);
  element.replaceWith(renamed);
}

function removeComments(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.remove();
}
