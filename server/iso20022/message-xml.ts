// Messages as XML and back: what is written is checked by the same schema as what is read.

import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { checkPart, type MessageSchema, type Part } from './message-schema.ts';
import { guardXml, MessageRefused, type Work } from './xml-guard.ts';

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:';
const ATTRIBUTES = ':@';
const TEXT = '#text';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  ignoreDeclaration: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
});

export function element(name: string, ...parts: readonly (Part | undefined)[]): Part {
  return { name, parts: parts.filter((part) => part !== undefined) };
}

/** Undefined where there is nothing to say, so that optional elements stay away. */
export function leaf(name: string, text: string | undefined): Part | undefined {
  return text === undefined ? undefined : { name, text };
}

export function amountLeaf(name: string, text: string, currency: string): Part {
  return { name, text, currency };
}

export function writeMessage(schema: MessageSchema, body: Part): string {
  const document = element('Document', body);
  checkPart(document, schema.root, 'Document');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="${NAMESPACE}${schema.id}">${writePart(body)}</Document>\n`;
}

function writePart({ name, text, currency, parts = [] }: Part): string {
  const attribute = currency === undefined ? '' : ` Ccy="${currency}"`;
  const inner = text === undefined ? parts.map(writePart).join('') : escape(text);
  return `<${name}${attribute}>${inner}</${name}>`;
}

/** The element below `Document`; throws MessageRefused for everything that the schema does not allow. */
export function readMessage(
  schema: MessageSchema,
  xml: string,
  charactersMax?: number,
  work: Work = { scanned: 0, parsed: 0 },
): Part {
  guardXml(xml, work, charactersMax);
  work.parsed += 1;
  if (XMLValidator.validate(xml) !== true) throw new MessageRefused('malformed', 'XML');
  const roots = parse(xml).filter((raw) => !isBlank(raw));
  const [root] = roots;
  if (roots.length !== 1 || root === undefined || nameOf(root) !== 'Document') {
    throw new MessageRefused('root', roots[0] === undefined ? 'nothing' : nameOf(roots[0]));
  }
  const { xmlns, ...others } = root[ATTRIBUTES] ?? {};
  if (xmlns !== NAMESPACE + schema.id) throw new MessageRefused('namespace', String(xmlns));
  if (Object.keys(others).length > 0) throw new MessageRefused('attribute', 'Document');
  const document: Part = { name: 'Document', parts: partsOf(root['Document'] as Raw[]) };
  checkPart(document, schema.root, 'Document');
  return document.parts![0]!;
}

/** Which message a text claims to be, by its namespace; nothing else of it is believed. */
export function messageIdOf(xml: string): string {
  return /<Document xmlns="urn:iso:std:iso:20022:tech:xsd:([\w.]{1,40})"/.exec(xml)?.[1] ?? '';
}

/** A node as the library gives it: one key is the name, one may be the attributes. */
interface Raw {
  readonly [name: string]: unknown;
  readonly ':@'?: Readonly<Record<string, string>>;
}

/** The library refuses names like `__proto__` with an error of its own. */
function parse(xml: string): Raw[] {
  try {
    return parser.parse(xml) as Raw[];
  } catch (error) {
    throw new MessageRefused('malformed', error instanceof Error ? error.message : 'XML');
  }
}

function nameOf(raw: Raw): string {
  return Object.keys(raw).find((key) => key !== ATTRIBUTES) ?? '';
}

function isBlank(raw: Raw): boolean {
  return TEXT in raw && String(raw[TEXT]).trim() === '';
}

function partsOf(raws: readonly Raw[]): Part[] {
  return raws.filter((raw) => !isBlank(raw)).map(partOf);
}

function partOf(raw: Raw): Part {
  const name = nameOf(raw);
  if (name === TEXT || name === '') throw new MessageRefused('textInGroup', name);
  const { Ccy: currency, ...others } = raw[ATTRIBUTES] ?? {};
  if (Object.keys(others).length > 0) throw new MessageRefused('attribute', name);
  const inner = raw[name] as readonly Raw[];
  const attribute = currency === undefined ? {} : { currency };
  const isText = inner.length === 1 && TEXT in inner[0]!;
  if (isText) return { name, text: unescape(String(inner[0]![TEXT])), ...attribute };
  return { name, parts: partsOf(inner), ...attribute };
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
};
const PLAIN = new Map(Object.entries(ESCAPES).map(([sign, name]) => [name, sign]));

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!);
}

function unescape(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|apos);/g, (name) => PLAIN.get(name)!);
}

/** The first element at a path like `GrpHdr/MsgId`. */
export function partAt(part: Part, path: string): Part | undefined {
  let here: Part | undefined = part;
  for (const name of path.split('/')) here = here?.parts?.find((child) => child.name === name);
  return here;
}

export function textAt(part: Part, path: string): string | undefined {
  return partAt(part, path)?.text;
}

/** For what the schema makes mandatory. */
export function textIn(part: Part, path: string): string {
  const text = textAt(part, path);
  if (text === undefined) throw new MessageRefused('missing', path);
  return text;
}

export function partsAt(part: Part, name: string): readonly Part[] {
  return part.parts?.filter((child) => child.name === name) ?? [];
}
