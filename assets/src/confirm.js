import { Controller } from "@hotwired/stimulus";

/** Asks before an act that cannot be undone.
 *
 * <form data-controller="confirm" data-action="submit->confirm#ask" data-confirm-dialog-value="withdraw-ask">
 * The dialogue is a <dialog id="withdraw-ask"> of the page (ui/confirm.html): its button value="yes" goes on.
 */
export class ConfirmController extends Controller {
  static values = { dialog: String };

  ask(event) {
    if (this.sure) return;
    const dialog = document.getElementById(this.dialogValue);
    if (!dialog) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    dialog.addEventListener("close", () => this.answered(dialog.returnValue, submitter), { once: true });
    dialog.returnValue = "";
    dialog.showModal();
  }

  answered(answer, submitter) {
    if (answer !== "yes") return;
    this.sure = true;
    this.element.requestSubmit(submitter);
    this.sure = false;
  }
}
