// What comes from Word, WPS or a web page: only the text, its structure and its alignment are kept.

const ALIGNMENTS = ["left", "center", "right", "justify"];
const DROPPED = "script, style, meta, link, title, xml, object, iframe, form, input, button";

/** Clean pasted HTML before the editor's schema parses it.
 *
 * Under `style-src 'self'` the browser refuses style attributes even in HTML that is only parsed, and says so each
 * time. They are renamed first; what they say is then read and turned into a class or a tag.
 */
export function cleanPastedHTML(html) {
  const page = new DOMParser().parseFromString(html.replace(/<[^>]*>/g, quiet), "text/html");
  removeComments(page.body);
  for (const element of page.querySelectorAll(DROPPED)) element.remove();
  for (const element of page.body.querySelectorAll("[data-pasted-style]")) {
    const style = element.getAttribute("data-pasted-style");
    element.removeAttribute("data-pasted-style");
    const alignment = said(style, "text-align");
    if (ALIGNMENTS.includes(alignment)) element.setAttribute("class", `align-${alignment}`);
    if (said(style, "display") === "none" || said(style, "mso-hide") === "all") element.remove();
    else if (element.tagName === "SPAN" && /^(bold|[6-9]00)/.test(said(style, "font-weight"))) embolden(element);
  }
  return page.body.innerHTML;
}

/** A tag with its style renamed and its event handlers switched off. */
function quiet(tag) {
  return tag.replace(/([\s"'])style\s*=/gi, "$1data-pasted-style=").replace(/([\s"'])on\w+\s*=/gi, "$1data-off=");
}

/** What a style attribute says of one property; "" if nothing. */
function said(style, property) {
  for (const declaration of style.split(";")) {
    const [name, value = ""] = declaration.split(":");
    if (name.trim().toLowerCase() === property) return value.trim().toLowerCase();
  }
  return "";
}

function embolden(span) {
  const strong = span.ownerDocument.createElement("strong");
  strong.append(...span.childNodes);
  span.replaceWith(strong);
}

function removeComments(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.remove();
}
