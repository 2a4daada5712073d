import { Controller } from "@hotwired/stimulus";

/** A panel that its button opens and closes in place; Escape closes it and gives the focus back. */
export class DrawerController extends Controller {
  static targets = ["button", "panel"];

  connect() {
    this.show(this.buttonTarget.getAttribute("aria-expanded") === "true");
  }

  toggle(event) {
    event.preventDefault();
    this.show(this.panelTarget.hidden);
  }

  close() {
    if (this.panelTarget.hidden) return;
    this.show(false);
    this.buttonTarget.focus();
  }

  show(open) {
    this.panelTarget.hidden = !open;
    this.buttonTarget.setAttribute("aria-expanded", String(open));
  }
}
