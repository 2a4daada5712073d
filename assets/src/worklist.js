import { Controller } from "@hotwired/stimulus";

/** The row cursor: J and K move, Enter opens. Each key has a visible button elsewhere. Back from what was opened, the cursor is where it was. */
export class WorklistController extends Controller {
  static targets = ["row"];

  connect() {
    const left = this.rowTargets.find((row) => row.querySelector("a").getAttribute("href") === history.state?.row);
    if (left) this.select(left);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const act = { j: () => this.move(1), k: () => this.move(-1), Enter: () => this.open() };
    const handler = act[event.key];
    if (!handler) return;
    // Enter on a focused link or button is that element's own.
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    event.preventDefault();
    handler();
  }

  move(by) {
    if (!this.rowTargets.length) return;
    const last = this.rowTargets.length - 1;
    const now = this.rowTargets.findIndex((row) => row.classList.contains("sel"));
    const next = now < 0 ? 0 : Math.min(Math.max(now + by, 0), last);
    this.select(this.rowTargets[next]);
  }

  select(chosen) {
    for (const row of this.rowTargets) {
      row.classList.toggle("sel", row === chosen);
      row.removeAttribute("aria-current");
    }
    const link = chosen.querySelector("a");
    chosen.setAttribute("aria-current", "true");
    link.focus();
    chosen.scrollIntoView({ block: "nearest" });
    history.replaceState({ ...history.state, row: link.getAttribute("href") }, "");
  }

  open() {
    this.rowTargets.find((row) => row.classList.contains("sel"))?.querySelector("a").click();
  }
}
