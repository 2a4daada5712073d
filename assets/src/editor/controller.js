import { Editor } from "@tiptap/core";

import { chooseImage } from "./images.js";
import { cleanPastedHTML } from "./paste.js";
import { extensions } from "./schema.js";
import { Toolbar } from "./toolbar.js";

/** <textarea data-controller="editor" data-editor-sprite-value="…" data-editor-image-url-value="/desk/files/ID">
 *
 * The textarea stays the form's field: it is hidden, and every change is written back into it as HTML. The server
 * cleans that HTML again; nothing here is a protection.
 */
export class EditorController extends window.Stimulus.Controller {
  static values = { sprite: String, imageUrl: String };

  connect() {
    this.toolbar = new Toolbar(this, this.spriteValue);
    this.paper = document.createElement("div");
    this.paper.className = "paper";
    const body = document.createElement("div");
    body.className = "body";
    this.paper.append(this.toolbar.element, body);
    this.element.after(this.paper);
    this.element.hidden = true;
    this.written = this.element.value;
    this.editor = new Editor({
      element: body,
      extensions: extensions(this.imageUrlValue),
      content: this.element.value,
      injectCSS: false,
      editorProps: {
        attributes: this.spoken(),
        transformPastedHTML: cleanPastedHTML,
        handleKeyDown: (_view, event) => this.key(event),
      },
      onTransaction: ({ editor }) => this.toolbar.update(editor),
      onUpdate: () => this.write(),
    });
    this.toolbar.update(this.editor);
    // On the way back the browser fills the textarea in again only after this: before "pageshow".
    this.restored = () => this.take();
    window.addEventListener("pageshow", this.restored);
  }

  /** Show what the textarea holds, if it is not what was written here. */
  take() {
    if (this.element.value !== this.written) {
      this.editor.commands.setContent(this.element.value, { emitUpdate: false });
      this.written = this.element.value;
    }
  }

  disconnect() {
    window.removeEventListener("pageshow", this.restored);
    this.editor.destroy();
    this.paper.remove();
    this.element.hidden = false;
  }

  /** The field's label, hint and error belong to the writing surface now. */
  spoken() {
    const attributes = { role: "textbox", "aria-multiline": "true" };
    const label = this.element.labels[0];
    if (label) {
      label.id ||= `${this.element.id}_label`;
      attributes["aria-labelledby"] = label.id;
      label.addEventListener("click", () => this.editor.commands.focus());
    }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (this.element.hasAttribute(name)) attributes[name] = this.element.getAttribute(name);
    }
    return attributes;
  }

  key(event) {
    if (!(event.altKey && event.key === "F10")) return false;
    this.toolbar.focus();
    return true;
  }

  chooseImage() {
    chooseImage(({ id, alt }) => {
      this.editor.chain().focus().setImage({ src: `attachment:${id}`, alt }).run();
    });
  }

  write() {
    // An empty table is something that was written, so `editor.isEmpty` would say too much.
    const { childCount, firstChild } = this.editor.state.doc;
    const blank = childCount === 1 && firstChild.isTextblock && firstChild.childCount === 0;
    this.written = this.element.value = blank ? "" : this.editor.getHTML();
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
