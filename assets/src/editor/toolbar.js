// The buttons above the text. One tab stop, arrows move between them, Alt+F10 in the text comes here.

const inTable = (editor) => editor.isActive("table");

/** Each button: its words, its icon, what it does, when it is pressed, when it can be used, when it is there. */
export function buttons(controller) {
  const chain = (editor) => editor.chain().focus();
  return [
    {
      label: "标题",
      icon: "heading",
      act: (editor) => chain(editor).toggleHeading({ level: 2 }).run(),
      pressed: (editor) => editor.isActive("heading"),
    },
    {
      label: "加粗",
      icon: "bold",
      act: (editor) => chain(editor).toggleBold().run(),
      pressed: (editor) => editor.isActive("bold"),
    },
    {
      label: "列表",
      icon: "list",
      act: (editor) => chain(editor).toggleBulletList().run(),
      pressed: (editor) => editor.isActive("bulletList"),
    },
    {
      label: "编号列表",
      icon: "list-ordered",
      act: (editor) => chain(editor).toggleOrderedList().run(),
      pressed: (editor) => editor.isActive("orderedList"),
    },
    ...[
      ["居左", "left"],
      ["居中", "center"],
      ["居右", "right"],
    ].map(([label, side]) => ({
      label,
      icon: `align-${side}`,
      act: (editor) => chain(editor).toggleTextAlign(side).run(),
      pressed: (editor) => editor.isActive({ textAlign: side }),
    })),
    {
      label: "插入表格",
      icon: "table",
      act: (editor) => chain(editor).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
      shown: (editor) => !inTable(editor),
    },
    { label: "下面加一行", text: "加行", act: (editor) => chain(editor).addRowAfter().run(), shown: inTable },
    { label: "右边加一列", text: "加列", act: (editor) => chain(editor).addColumnAfter().run(), shown: inTable },
    { label: "删掉这一行", text: "删行", act: (editor) => chain(editor).deleteRow().run(), shown: inTable },
    { label: "删掉这一列", text: "删列", act: (editor) => chain(editor).deleteColumn().run(), shown: inTable },
    { label: "合并或拆开格子", text: "合并", act: (editor) => chain(editor).mergeOrSplit().run(), shown: inTable },
    { label: "删掉整个表格", text: "删表", act: (editor) => chain(editor).deleteTable().run(), shown: inTable },
    { label: "放入附件图片", icon: "image", act: () => controller.chooseImage() },
    {
      label: "撤销",
      icon: "undo-2",
      act: (editor) => chain(editor).undo().run(),
      usable: (editor) => editor.can().undo(),
    },
    {
      label: "重做",
      icon: "redo-2",
      act: (editor) => chain(editor).redo().run(),
      usable: (editor) => editor.can().redo(),
    },
  ];
}

export class Toolbar {
  constructor(controller, sprite) {
    this.element = document.createElement("div");
    this.element.className = "tools";
    this.element.setAttribute("role", "toolbar");
    this.element.setAttribute("aria-label", "编辑工具");
    this.items = buttons(controller).map((spec) => ({ spec, button: this.button(spec, sprite, controller) }));
    this.element.append(...this.items.map(({ button }) => button));
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  button(spec, sprite, controller) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = spec.label;
    button.setAttribute("aria-label", spec.label);
    button.tabIndex = -1;
    if (spec.icon) button.append(icon(sprite, spec.icon));
    else button.textContent = spec.text;
    button.addEventListener("click", () => spec.act(controller.editor));
    return button;
  }

  /** Show the state of the place where the cursor is. */
  update(editor) {
    for (const { spec, button } of this.items) {
      if (spec.pressed) button.setAttribute("aria-pressed", String(spec.pressed(editor)));
      if (spec.usable) button.disabled = !spec.usable(editor);
      if (spec.shown) button.hidden = !spec.shown(editor);
    }
    if (!this.reachable().some((button) => button.tabIndex === 0)) this.reachable()[0].tabIndex = 0;
  }

  reachable() {
    return this.items.map(({ button }) => button).filter((button) => !button.hidden && !button.disabled);
  }

  focus() {
    this.reachable()
      .find((button) => button.tabIndex === 0)
      .focus();
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const reachable = this.reachable();
    const next = reachable.at((reachable.indexOf(document.activeElement) + step) % reachable.length);
    for (const { button } of this.items) button.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function icon(sprite, name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}
