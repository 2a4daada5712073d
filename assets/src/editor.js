// The rich-text editor of the desk: a Stimulus controller on a textarea. Loaded after ui.js, only where somebody writes.
import { EditorController } from "./editor/controller.js";

window.Stimulus.application.register("editor", EditorController);
