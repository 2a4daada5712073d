import { Controller } from "@hotwired/stimulus";

/** A table to be filled in: as many rows as are wanted, and a block of cells pasted from a spreadsheet spreads over it. */
export class GridController extends Controller {
  static targets = ["row", "count", "more"];
  static values = { stacked: Boolean };

  connect() {
    if (this.hasMoreTarget) this.moreTarget.hidden = false;
  }

  add() {
    const row = this.grow();
    row?.querySelector("input, textarea")?.focus();
  }

  /** One more empty row, numbered on; none where the rows are declared. */
  grow() {
    if (!this.hasCountTarget) return null;
    const number = this.rowTargets.length;
    const row = this.rowTargets[number - 1].cloneNode(true);
    for (const cell of row.querySelectorAll("input, textarea")) {
      const renumbered = (text) => text.replace(/-\d+-(\w+)$/, `-${number}-$1`);
      cell.name = renumbered(cell.name);
      cell.id = renumbered(cell.id);
      cell.setAttribute("aria-label", cell.getAttribute("aria-label").replace(/^第\d+行/, `第${number + 1}行`));
      cell.removeAttribute("aria-invalid");
      cell.value = "";
      const label = cell.previousElementSibling;
      if (label?.tagName === "LABEL") label.htmlFor = cell.id;
    }
    this.rowTargets[number - 1].after(row);
    this.countTarget.value = number + 1;
    return row;
  }

  paste(event) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const block = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    const from = event.target.closest("input, textarea");
    if (!from || this.stackedValue || !/[\t\n]/.test(block) || (from.tagName === "TEXTAREA" && !block.includes("\t"))) return;
    event.preventDefault();
    const cells = (row) => [...row.querySelectorAll("input, textarea")];
    const top = this.rowTargets.findIndex((row) => row.contains(from));
    const left = cells(this.rowTargets[top]).indexOf(from);
    block.split("\n").forEach((line, y) => {
      const row = this.rowTargets[top + y] ?? this.grow();
      if (!row) return;
      line.split("\t").forEach((value, x) => {
        const cell = cells(row)[left + x];
        if (cell) cell.value = value.trim();
      });
    });
    from.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
