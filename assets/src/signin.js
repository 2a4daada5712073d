import { Controller } from "@hotwired/stimulus";

/** Sits on <body>: an htmx request that is answered 401 opens the sign-in dialogue, and what was typed stays.
 *
 * The dialogue (ui/signin.html) holds a form that posts to the sign-in page in the background. Once it is
 * answered by a redirect or 204, the dialogue closes and the person presses the button again.
 */
export class SigninController extends Controller {
  static targets = ["dialog", "form", "error"];

  expired(event) {
    if (event.detail.xhr.status !== 401 || !this.hasDialogTarget) return;
    event.preventDefault();
    this.dialogTarget.showModal();
  }

  async signin(event) {
    event.preventDefault();
    const form = this.formTarget;
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "HX-Request": "true" },
      redirect: "manual",
    });
    const done = response.status === 204 || response.type === "opaqueredirect";
    this.errorTarget.hidden = done;
    if (!done) return;
    form.reset();
    this.dialogTarget.close();
  }
}
