import { Controller } from "@hotwired/stimulus";

/** A form that is not left unasked while something typed in it is not stored.
 *
 * <form data-controller="unsaved" data-action="input->unsaved#look change->unsaved#look submit->unsaved#sent
 * pageshow@window->unsaved#look">. What the server wrote into the page counts as stored, unless data-unsaved-held-value says that it
 * came back refused. With `beforeunload` listened to, browsers keep no page for Back: so only while there is something to lose.
 */
export class UnsavedController extends Controller {
  static values = { held: Boolean };

  disconnect() {
    this.guard(false);
  }

  look() {
    this.guard(this.heldValue || [...this.element.elements].some(changed));
  }

  sent(event) {
    if (!event.defaultPrevented) this.guard(false);
  }

  guard(on) {
    if (on) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  }
}

function ask(event) {
  event.preventDefault();
}

function changed(field) {
  if (!field.name || field.type === "hidden" || field.type === "submit") return false;
  if (field.type === "file") return field.files.length > 0;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "select-one") return field.selectedIndex !== Math.max(written(field), 0);
  return field.value !== field.defaultValue;
}

function written(select) {
  return [...select.options].findIndex((option) => option.defaultSelected);
}
