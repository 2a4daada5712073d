// Chooses a picture among the attachments that the page shows:
// elements with data-attachment-image="ID" and data-attachment-name="名单.png".

/** Opens a dialogue and calls `chosen({ id, alt })`. */
export function chooseImage(chosen) {
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  form.method = "dialog";
  const images = [...document.querySelectorAll("[data-attachment-image]")];
  form.append(element("h2", "放入附件图片"));
  if (images.length) form.append(...choices(images), describing(), act("放进正文", "yes", "btn"));
  else form.append(element("p", "还没有图片附件。请先在“附件”里上传图片，再放进正文。"));
  form.append(act(images.length ? "先不放" : "知道了", "", "btn btn--quiet"));
  dialog.append(form);
  dialog.addEventListener("close", () => {
    const data = new FormData(form);
    dialog.remove();
    if (dialog.returnValue === "yes" && data.get("image")) chosen({ id: data.get("image"), alt: data.get("alt") });
  });
  document.body.append(dialog);
  dialog.showModal();
}

function choices(images) {
  const pick = element("div", "", "pick");
  for (const image of images) {
    const input = document.createElement("input");
    Object.assign(input, { type: "radio", name: "image", required: true, value: image.dataset.attachmentImage });
    const label = document.createElement("label");
    label.append(input, element("span", image.dataset.attachmentName));
    pick.append(label);
  }
  return [pick];
}

function describing() {
  const label = element("label", "图片上是什么", "lab");
  const input = document.createElement("input");
  Object.assign(input, { className: "input", name: "alt", required: true });
  label.append(element("p", "写给看不见图片的人，一句话", "hint"), input);
  const field = element("div", "", "field");
  field.append(label);
  return field;
}

function act(text, value, css) {
  const button = element("button", text, css);
  button.value = value;
  button.formNoValidate = !value;
  return button;
}

function element(tag, text, css = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (css) made.className = css;
  return made;
}
