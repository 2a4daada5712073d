// Words that are marked in a report's text go along to the form of a remark: [data-remark] leads there.
for (const link of document.querySelectorAll("[data-remark]")) {
  // Pressing the link would unmark them before it is followed.
  link.addEventListener("pointerdown", () => {
    const marked = getSelection();
    const text = document.querySelector("article.annual");
    const words = marked.toString().trim();
    const inside = words && !words.includes("\n") && text.contains(marked.anchorNode) && text.contains(marked.focusNode);
    const [address] = link.href.split("?");
    link.href = inside && words.length <= 200 ? `${address}?quote=${encodeURIComponent(words)}` : address;
  });
}
