// What a text may hold: paragraphs, two levels of headings, bold, lists, links, tables, pictures that are attachments.
import Image from "@tiptap/extension-image";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import TextAlign from "@tiptap/extension-text-align";
import StarterKit from "@tiptap/starter-kit";

const ATTACHMENT = /^attachment:[\w-]+$/;

/** Alignment as a class: a style attribute would be refused by the content security policy. */
const Alignment = TextAlign.extend({
  addGlobalAttributes() {
    const { types, alignments } = this.options;
    return [
      {
        types,
        attributes: {
          textAlign: {
            default: null,
            parseHTML: (element) =>
              alignments.find((side) => element.classList.contains(`align-${side}`) || element.align?.toLowerCase() === side) ?? null,
            renderHTML: ({ textAlign }) => (textAlign ? { class: `align-${textAlign}` } : {}),
          },
        },
      },
    ];
  },
});

/** Tiptap writes column widths as styles; ours are the style sheet's business. */
const PlainTable = Table.extend({
  renderHTML: () => ["table", {}, ["tbody", 0]],
});

const spans = {
  addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 } }),
};

/** A picture is an attachment named by its id; any other source is dropped. */
function attachmentImage(imageUrl) {
  return Image.extend({
    addAttributes: () => ({ src: { default: null }, alt: { default: "" } }),
    parseHTML: () => [{ tag: "img[src]", getAttrs: (img) => ATTACHMENT.test(img.getAttribute("src")) && null }],
    renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
    addNodeView: () => ({ node }) => {
      const dom = document.createElement("img");
      dom.src = imageUrl.replace("ID", node.attrs.src.slice("attachment:".length));
      dom.alt = node.attrs.alt;
      return { dom };
    },
    addInputRules: () => [],
  });
}

export function extensions(imageUrl) {
  return [
    StarterKit.configure({
      blockquote: false,
      code: false,
      codeBlock: false,
      heading: { levels: [2, 3] },
      horizontalRule: false,
      italic: false,
      link: { openOnClick: false, protocols: ["mailto", "tel", "figure"], HTMLAttributes: { target: null, rel: null, class: null } },
      strike: false,
      trailingNode: false,
      underline: false,
    }),
    Alignment.configure({ types: ["heading", "paragraph"] }),
    PlainTable.configure({ View: null }),
    TableRow,
    TableCell.extend(spans),
    TableHeader.extend(spans),
    attachmentImage(imageUrl),
  ];
}
