// Shorthands for the document, shared by the parts of the configurator.

/** The element with an id. */
export const at = (id) => document.getElementById(id);

/** A new element: properties that exist are set, everything else becomes an attribute. */
export function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    if (name in element) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/**
 * Marks a field as wrong and says why below it, or as right.
 * @param {HTMLElement} field
 * @param {string} [why]
 */
export function mark(field, why) {
  const id = `${field.id}-wrong`;
  const said = at(id);
  if (said?.textContent === why) return;
  said?.remove();
  field.toggleAttribute("aria-invalid", false);
  field.removeAttribute("aria-describedby");
  if (!why) return;
  field.after(make("p", { id, className: "wrong" }, why));
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", id);
}

/** Runs a function a moment after the last call. */
export function soon(run, after = 250) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(run, after, ...given);
  };
}
