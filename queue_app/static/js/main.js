// Everything works without these modules. Each makes one thing quicker, on elements with its data- attribute.
import "./acts.js";
import "./ages.js";
import "./chosen.js";
import "./copy.js";
import "./dialog.js";
import "./drafts.js";
import "./focus.js";
import "./quick.js";
import "./keys.js";
import "./letters.js";
import "./lines.js";
import "./live.js";
import "./more.js";
import "./menus.js";
import "./drag.js";
import "./once.js";
import "./told.js";
