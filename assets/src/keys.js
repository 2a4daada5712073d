import { Controller } from "@hotwired/stimulus";

const TYPED_IN = "input, textarea, select, [contenteditable]";

/** Single keys of the desk: each presses the link or button that carries it as data-key, or goes to such a field; "?" lists them.
 *
 * <div data-controller="keys" data-action="keydown@window->keys#press">, in it a <dialog data-keys-target="dialog"> with a
 * <dl data-keys-target="list">. Keys that need no button stand in the page's own .keys > span > kbd, and are listed from there.
 */
export class KeysController extends Controller {
  static targets = ["opener", "dialog", "list"];

  connect() {
    for (const opener of this.openerTargets) opener.hidden = false;
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("dialog")) return;
    // Escape leaves the box that a key led to once it is empty, and a form from its fields as well; any other key is typed there.
    if (event.key === "Escape" && event.target.matches("input[data-key]")) {
      if (!event.target.value) event.target.blur();
      return;
    }
    if (event.key !== "Escape" && event.target.closest(TYPED_IN)) return;
    if (event.key === "?") {
      event.preventDefault();
      this.open();
      return;
    }
    const wanted = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input")) wanted.focus();
    else wanted.click();
  }

  open() {
    const pressed = [...document.querySelectorAll("[data-key]")].map((button) => row(keysOf(button), wordsOf(button)));
    const others = [...document.querySelectorAll(".keys > span")].map((span) => row(keysOf(span), wordsOf(span)));
    this.listTarget.replaceChildren(...pressed.flat(), ...others.flat(), ...row(["?"], "看这一页的快捷键"));
    this.dialogTarget.showModal();
  }
}

function keysOf(element) {
  const shown = [...element.querySelectorAll("kbd")].map((kbd) => kbd.textContent);
  return shown.length ? shown : [element.dataset.key.toUpperCase()];
}

function wordsOf(element) {
  const copy = element.cloneNode(true);
  for (const kbd of copy.querySelectorAll("kbd")) kbd.remove();
  return element.getAttribute("aria-label") ?? copy.textContent.trim();
}

function row(keys, words) {
  const [term, meaning] = [document.createElement("dt"), document.createElement("dd")];
  for (const key of keys) {
    const kbd = document.createElement("kbd");
    kbd.textContent = key;
    term.append(kbd, " ");
  }
  meaning.textContent = words;
  return [term, meaning];
}
