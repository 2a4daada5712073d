// Figures that the system counted, beside an editor: pressing one puts it where the cursor stands. [data-figures] names the editor's field.
for (const list of document.querySelectorAll("[data-figures]")) {
  const field = document.getElementById(list.dataset.figures);
  const items = [...list.querySelectorAll("li")];
  list.querySelector("[data-figures-find]").addEventListener("input", ({ target }) => {
    for (const item of items) item.hidden = !item.textContent.includes(target.value.trim());
  });
  list.addEventListener("click", ({ target }) => {
    const figure = target.closest("[data-figure]");
    if (!figure) return;
    const { figure: token, value } = figure.dataset;
    const writing = window.Stimulus.application.getControllerForElementAndIdentifier(field, "editor");
    if (!writing) return;
    const linked = { type: "text", text: value, marks: [{ type: "link", attrs: { href: `figure:${token}` } }] };
    writing.editor.chain().insertContent(linked).unsetMark("link").run();
    // At once: the editor's own command waits for the next frame, and what is typed until then goes to the button.
    writing.editor.view.focus();
  });
}
