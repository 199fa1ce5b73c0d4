// A strict, streaming XML 1.0 reader for PSKC: hands over one child of the root at a time, never the whole tree.
// DTDs are refused, so the five predefined entities and character references are the only ones. Names are folded
// to lower case, because privacyIDEA (all versions: it exports through an HTML serialiser) writes <keycontainer>.
// Elements of foreign namespaces lose their content and are named FOREIGN.
import { type SaxesAttributeNS, SaxesParser } from 'saxes';
import { fileRefusal } from '../file-refusal.ts';
import { XML_DEPTH_MAX, XML_SILENCE_MAX_CHARACTERS, XML_SUBTREE_ELEMENTS_MAX, XML_VALUE_MAX_CHARACTERS } from './limits.ts';

export const FOREIGN = '#foreign';

export type XmlElement = {
  /** Local name in lower case, or FOREIGN. */
  readonly name: string;
  /** Local name as written. */
  readonly writtenName: string;
  /** Where its start tag ends. */
  readonly line: number;
  /** By lower-case local name; namespace declarations are not here. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  /** All character data directly inside, untrimmed. */
  text: string;
};

/** PSKC itself (RFC 6030 and the drafts, which end in :1.0 or #), XML encryption, XML signature, PKCS #5. */
const KNOWN_NAMESPACE =
  /^(|urn:ietf:params:xml:ns:keyprov:pskc([:#].*)?|http:\/\/www\.w3\.org\/(2001\/04\/xmlenc|2009\/xmlenc11|2000\/09\/xmldsig)#|http:\/\/www\.rsasecurity\.com\/rsalabs\/pkcs\/schemas\/pkcs-5v2-0#?)$/;
const CHUNK_CHARACTERS = 65_536;
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function foldAttributes(attributes: Readonly<Record<string, SaxesAttributeNS>>, line: number): ReadonlyMap<string, string> {
  let folded: Map<string, string> | undefined;
  for (const name in attributes) {
    const attribute = attributes[name];
    if (attribute === undefined || attribute.prefix === 'xmlns' || name === 'xmlns') continue;
    if (attribute.value.length > XML_VALUE_MAX_CHARACTERS) {
      throw fileRefusal('PSKC_VALUE_TOO_LONG', { line, limit: XML_VALUE_MAX_CHARACTERS });
    }
    folded ??= new Map();
    folded.set(attribute.local.toLowerCase(), attribute.value);
  }
  return folded ?? NO_ATTRIBUTES;
}

/** The stack of open elements and its limits. */
class ElementStack {
  readonly #open: XmlElement[] = [];
  readonly #onRoot: (root: XmlElement) => void;
  readonly #onChild: (child: XmlElement) => void;
  /** Open elements inside a foreign one: counted, not kept. */
  #foreignDepth = 0;
  #subtreeElementCount = 0;

  constructor(onRoot: (root: XmlElement) => void, onChild: (child: XmlElement) => void) {
    this.#onRoot = onRoot;
    this.#onChild = onChild;
  }

  enter(element: XmlElement): void {
    if (this.#open.length + this.#foreignDepth >= XML_DEPTH_MAX) {
      throw fileRefusal('PSKC_TOO_DEEP', { line: element.line, limit: XML_DEPTH_MAX });
    }
    if (this.#open.at(-1)?.name === FOREIGN) {
      this.#foreignDepth += 1;
      return;
    }
    this.#subtreeElementCount = this.#open.length <= 1 ? 0 : this.#subtreeElementCount + 1;
    if (this.#subtreeElementCount > XML_SUBTREE_ELEMENTS_MAX) {
      throw fileRefusal('PSKC_VALUE_TOO_LONG', { line: element.line, limit: XML_SUBTREE_ELEMENTS_MAX });
    }
    if (this.#open.length === 0) this.#onRoot(element);
    this.#open.push(element);
  }

  leave(): void {
    if (this.#foreignDepth > 0) {
      this.#foreignDepth -= 1;
      return;
    }
    const element = this.#open.pop();
    if (element === undefined) return;
    if (this.#open.length === 1) this.#onChild(element);
    else if (this.#open.length > 1) this.#open.at(-1)?.children.push(element);
  }

  addText(text: string, line: number): void {
    const element = this.#open.at(-1);
    if (element === undefined || this.#open.length < 2 || element.name === FOREIGN) return;
    if (element.text.length + text.length > XML_VALUE_MAX_CHARACTERS) {
      throw fileRefusal('PSKC_VALUE_TOO_LONG', { line, limit: XML_VALUE_MAX_CHARACTERS });
    }
    element.text = element.text === '' ? text : element.text + text;
  }
}

/**
 * Reads `text` to its end: `onRoot` once, then `onChild` for each child of the root when it is complete.
 * @throws FileRefusal PSKC_XML_DAMAGED, PSKC_DTD_REFUSED, PSKC_TOO_DEEP, PSKC_VALUE_TOO_LONG, or what the callbacks throw
 */
export function readXmlElements(text: string, onRoot: (root: XmlElement) => void, onChild: (child: XmlElement) => void): void {
  const parser = new SaxesParser({ xmlns: true });
  const stack = new ElementStack(onRoot, onChild);
  let lastEventAt = 0;
  let at = 0;
  const hear = () => {
    lastEventAt = at;
  };
  // Six listeners and no more: with a seventh V8 keeps the parser's fields in a hash table, and it reads four times slower.
  parser.on('error', (error) => {
    throw fileRefusal('PSKC_XML_DAMAGED', {
      line: parser.line,
      column: parser.column,
      problem: error.message.replace(/^[\d:]+\s*/, ''),
    });
  });
  parser.on('doctype', () => {
    throw fileRefusal('PSKC_DTD_REFUSED', { line: parser.line });
  });
  parser.on('opentag', (tag) => {
    hear();
    const { line } = parser;
    const name = KNOWN_NAMESPACE.test(tag.uri) ? tag.local.toLowerCase() : FOREIGN;
    const attributes = foldAttributes(tag.attributes, line);
    stack.enter({ name, writtenName: tag.local, line, attributes, children: [], text: '' });
  });
  parser.on('closetag', () => stack.leave());
  parser.on('text', (value) => {
    hear();
    stack.addText(value, parser.line);
  });
  parser.on('cdata', (value) => {
    hear();
    stack.addText(value, parser.line);
  });
  for (; at < text.length; at += CHUNK_CHARACTERS) {
    if (at - lastEventAt > XML_SILENCE_MAX_CHARACTERS) {
      throw fileRefusal('PSKC_VALUE_TOO_LONG', { line: parser.line, limit: XML_SILENCE_MAX_CHARACTERS });
    }
    parser.write(text.slice(at, at + CHUNK_CHARACTERS));
  }
  parser.close();
}

/** The first child of that lower-case name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** The first descendant of that lower-case name, in document order. */
export function descendantOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const child of element?.children ?? []) {
    if (child.name === name) return child;
    const found = descendantOf(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Trimmed text of the first child of that name, or ''. */
export function textOf(element: XmlElement | undefined, name: string): string {
  return childOf(element, name)?.text.trim() ?? '';
}
