import { Controller } from "@hotwired/stimulus";

/** <form data-controller="once" data-action="submit->once#lock pageshow@window->once#unlock">: a form is sent once. */
export class OnceController extends Controller {
  lock(event) {
    if (this.locked) {
      event.preventDefault();
      return;
    }
    this.locked = true;
    // Disabled only after this event: a disabled button is left out of the form data.
    setTimeout(() => this.mark(true));
  }

  // Also called when the browser's back button brings the page back as it was left.
  unlock() {
    this.locked = false;
    this.mark(false);
  }

  mark(locked) {
    for (const button of this.element.querySelectorAll("button:not([type=button])")) button.disabled = locked;
  }
}
