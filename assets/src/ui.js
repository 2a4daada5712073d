// What the desk and the counter load: Stimulus, our controllers, and htmx's manners. No page needs it to be usable.
import { Application, Controller } from "@hotwired/stimulus";

import { ConfirmController } from "./confirm.js";
import { CopyController } from "./copy.js";
import { CounterController } from "./counter.js";
import { DrawerController } from "./drawer.js";
import { GridController } from "./grid.js";
import { KeysController } from "./keys.js";
import { OnceController } from "./once.js";
import { SigninController } from "./signin.js";
import { UnsavedController } from "./unsaved.js";
import { WorklistController } from "./worklist.js";

const application = Application.start();
application.register("confirm", ConfirmController);
application.register("copy", CopyController);
application.register("counter", CounterController);
application.register("drawer", DrawerController);
application.register("grid", GridController);
application.register("keys", KeysController);
application.register("once", OnceController);
application.register("signin", SigninController);
application.register("unsaved", UnsavedController);
application.register("worklist", WorklistController);

// The editor is a bundle of its own, loaded only where somebody writes; it registers itself here.
window.Stimulus = { application, Controller };
