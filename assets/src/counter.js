import { Controller } from "@hotwired/stimulus";

/** Says how much has been written: 「已写43字，最多1000字」; over the limit, by how much. */
export class CounterController extends Controller {
  static targets = ["input", "output"];
  static values = { max: Number };

  connect() {
    this.count();
  }

  count() {
    const written = [...this.inputTarget.value].length;
    const over = written - this.maxValue;
    this.outputTarget.textContent =
      over > 0 ? `多了${over}字，请删到${this.maxValue}字以内` : `已写${written}字，最多${this.maxValue}字`;
  }
}
