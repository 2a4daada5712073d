import { Controller } from "@hotwired/stimulus";

/** <p data-controller="copy"><span data-copy-target="source">…</span><button hidden data-copy-target="button" …> */
export class CopyController extends Controller {
  static targets = ["source", "button"];

  connect() {
    this.buttonTarget.hidden = !navigator.clipboard;
  }

  async copy() {
    await navigator.clipboard.writeText(this.sourceTarget.textContent.trim());
    this.buttonTarget.textContent = "已复制";
  }
}
