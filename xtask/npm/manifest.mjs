// The Custom Elements Manifest (schema 2.1.0), read off the types: members and events in city-peers.d.ts, custom
// properties, parts and slots in styling.d.ts; which attributes there are, off the loader itself. Changes nothing.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

const TAG = "city-peers";
const HANDLED = ["lang", "dir"]; // attributes of every element that this one heeds

/** The manifest of the package in a folder. Fails with an error that says what the types lack. */
export async function manifest(folder) {
  const { CityPeers } = await import(pathToFileURL(join(folder, "city-peers.js")));
  const observed = CityPeers.observedAttributes;
  const [element, styling] = ["city-peers.d.ts", "styling.d.ts"].map((name) => new Source(folder, name));
  const declared = element.find(ts.isClassDeclaration, "CityPeers");
  const members = declared.members.filter((each) => each.name).map((each) => [each.name.text, each]);
  const fields = properties(element, members, observed);
  const attributes = [...fields.filter((each) => each.attribute).map(attributeOf), ...HANDLED.map(inherited)];
  const unsaid = observed.filter((name) => !attributes.some((each) => each.name === name));
  if (unsaid.length > 0) throw new Error(`${element.name} has no property for the attributes ${unsaid.join(", ")}`);
  const { summary, description } = element.say(declared);
  return {
    schemaVersion: "2.1.0",
    readme: "README.md",
    modules: [
      {
        kind: "javascript-module",
        path: "city-peers.js",
        declarations: [
          {
            kind: "class",
            name: "CityPeers",
            customElement: true,
            tagName: TAG,
            superclass: { name: "HTMLElement" },
            summary,
            description,
            attributes,
            members: [...fields, ...methods(element, members)],
            events: events(element),
            slots: documented(styling, "CityPeersSlots").map(named),
            cssParts: documented(styling, "CityPeersParts").map(named),
            cssProperties: documented(styling, "CityPeersCustomProperties").map(named),
          },
        ],
        exports: [
          { kind: "js", name: "CityPeers", declaration: { name: "CityPeers" } },
          { kind: "custom-element-definition", name: TAG, declaration: { name: "CityPeers" } },
        ],
      },
    ],
  };
}

/** One file of types and what is said in it. */
class Source {
  constructor(folder, name) {
    this.name = name;
    this.file = ts.createSourceFile(name, readFileSync(join(folder, name), "utf8"), ts.ScriptTarget.Latest, true);
  }

  /** A declaration of a kind, by its name. */
  find(is, name) {
    const found = this.file.statements.find((each) => is(each) && each.name.text === name);
    if (!found) throw new Error(`${this.name} declares no ${name}`);
    return found;
  }

  /** All declarations of a kind, within `declare global` too. */
  all(is) {
    const found = [];
    const visit = (node) => {
      if (is(node)) found.push(node);
      ts.forEachChild(node, visit);
    };
    visit(this.file);
    return found;
  }

  /** What is said of a declaration, and its `@default`. */
  say(node) {
    const docs = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
    const text = docs.map((each) => ts.getTextOfJSDocComment(each.comment) ?? "").join("\n").trim();
    if (!text) throw new Error(`${this.name} says nothing of ${node.name.text}`);
    const tag = (name) => ts.getJSDocTags(node).find((each) => each.tagName.text === name);
    const said = (name) => ts.getTextOfJSDocComment(tag(name)?.comment)?.trim();
    const [summary] = text.split(/\n\s*\n/);
    return {
      summary: summary === text ? undefined : summary,
      description: text,
      default: said("default"),
      internal: !!tag("internal"),
    };
  }

  text(node) {
    return node?.getText(this.file).replace(/\s+/g, " ");
  }
}

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Properties, each once: a pair of accessors is one, of the type that reading gives. */
function properties(source, members, observed) {
  const isField = (each) => ts.isPropertyDeclaration(each) || ts.isGetAccessor(each) || ts.isSetAccessor(each);
  const names = new Set(members.filter(([, each]) => isField(each)).map(([name]) => name));
  return [...names].flatMap((name) => {
    const of = members.filter(([other, each]) => other === name && isField(each)).map(([, each]) => each);
    const first = of.find((each) => ts.getJSDocCommentsAndTags(each).length > 0) ?? of[0];
    const said = source.say(first);
    if (said.internal) return [];
    const isReadonly = (each) => each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword);
    const readonly = of.every((each) => ts.isGetAccessor(each) || isReadonly(each));
    const taken = of.find(ts.isSetAccessor)?.parameters[0].type;
    return {
      kind: "field",
      name,
      type: { text: source.text((of.find((each) => !ts.isSetAccessor(each)) ?? first).type ?? taken) },
      description: said.description,
      default: said.default,
      readonly: readonly || undefined,
      ...(observed.includes(kebab(name)) && { attribute: kebab(name), reflects: true }),
    };
  });
}

const attributeOf = ({ name, attribute, type, description, default: otherwise }) => ({
  name: attribute,
  fieldName: name,
  type: type.text === "boolean" ? type : { text: type.text.startsWith("number") ? "number" : "string" },
  description,
  default: otherwise,
});

const inherited = (name) => ({
  name,
  type: { text: "string" },
  description: {
    lang: "Language of the widget, such as `ko`. Without it, that of the nearest element around that has one.",
    dir: "Direction of writing, `ltr` or `rtl`. Without it, that of the nearest element around, else of the language.",
  }[name],
  inheritedFrom: { name: "HTMLElement" },
});

function methods(source, members) {
  return members
    .filter(([, each]) => ts.isMethodDeclaration(each))
    .flatMap(([name, each]) => {
      const { description, internal } = source.say(each);
      if (internal) return [];
      const parameters = each.parameters.map((parameter) => ({
        name: source.text(parameter.name),
        type: { text: source.text(parameter.type) },
        optional: parameter.questionToken ? true : undefined,
      }));
      return { kind: "method", name, description, parameters, return: { type: { text: source.text(each.type) } } };
    });
}

/** Events: the members of interfaces that are called city-peers-something. */
function events(source) {
  const found = new Map();
  for (const each of source.all(ts.isPropertySignature)) {
    const name = each.name.text;
    if (name?.startsWith(`${TAG}-`) && !name.startsWith("--")) {
      found.set(name, { name, type: { text: source.text(each.type) }, description: source.say(each).description });
    }
  }
  if (found.size === 0) throw new Error(`${source.name} names no event`);
  return [...found.values()];
}

/** The members of an interface with what is said of them. */
function documented(source, name) {
  return source.find(ts.isInterfaceDeclaration, name).members.map((each) => [each.name.text, source.say(each)]);
}

const named = ([name, { description, default: otherwise }]) => ({ name, description, default: otherwise });
