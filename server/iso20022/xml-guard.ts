// What is refused before any XML is parsed: size, declarations, entities, depth (ASVS 5.0 1.5.1).
// One pass, character by character at most once; the parser never sees what fails here.

export const XML_LIMITS = {
  /** A statement of a day with ten thousand entries is below it. */
  charactersMax: 16 * 1024 * 1024,
  /** For call-backs and answers about single payments. */
  messageCharactersMax: 1024 * 1024,
  depthMax: 24,
  elementsMax: 400_000,
  tagCharactersMax: 256,
} as const;

/** A message that is not taken, and where in it the fault is. */
export class MessageRefused extends Error {
  override name = 'MessageRefused';
  readonly fault: string;
  constructor(fault: string, where: string) {
    super(`${fault}: ${where}`);
    this.fault = fault;
  }
}

/** How much work a reading was; tests count it. */
export interface Work {
  scanned: number;
  parsed: number;
}

const DECLARATION = /^<\?xml version="1\.0"( encoding="(?:UTF-8|utf-8)")?( standalone="yes")?\?>/;
/** The five that XML predefines; every other entity needs a declaration, and there is none. */
const ENTITY = /&(?:amp|lt|gt|quot|apos);/y;

export function guardXml(
  xml: string,
  work: Work,
  charactersMax: number = XML_LIMITS.messageCharactersMax,
): void {
  if (xml.length > charactersMax) throw new MessageRefused('tooLarge', String(xml.length));
  const start = DECLARATION.exec(xml)?.[0].length ?? 0;
  let depth = 0;
  let elements = 0;
  for (let at = start; at < xml.length; at++) {
    work.scanned += 1;
    const sign = xml[at]!;
    if (sign === '&') guardEntity(xml, at);
    else if (sign === '<') {
      const end = endOfTag(xml, at);
      work.scanned += end - at;
      depth += stepOf(xml, at, end);
      elements += 1;
      if (depth > XML_LIMITS.depthMax) throw new MessageRefused('tooDeep', `at ${String(at)}`);
      if (elements > XML_LIMITS.elementsMax) throw new MessageRefused('tooMany', String(elements));
      at = end;
    } else if (sign < ' ' && sign !== '\n' && sign !== '\t' && sign !== '\r') {
      throw new MessageRefused('controlCharacter', `at ${String(at)}`);
    }
  }
  if (depth !== 0) throw new MessageRefused('malformed', 'an element stays open');
}

function guardEntity(xml: string, at: number): void {
  ENTITY.lastIndex = at;
  if (!ENTITY.test(xml)) throw new MessageRefused('entity', `at ${String(at)}`);
}

/** No DOCTYPE, CDATA, comment or instruction has a place here, nor an entity in an attribute. */
function endOfTag(xml: string, start: number): number {
  const next = xml[start + 1];
  if (next === '!') throw new MessageRefused('declaration', `at ${String(start)}`);
  if (next === '?') throw new MessageRefused('instruction', `at ${String(start)}`);
  for (let at = start + 1; at < xml.length && at - start <= XML_LIMITS.tagCharactersMax; at++) {
    const sign = xml[at];
    if (sign === '>') return at;
    if (sign === '<' || sign === '&') break;
  }
  throw new MessageRefused('malformed', `at ${String(start)}`);
}

/** How much deeper this tag goes. */
function stepOf(xml: string, start: number, end: number): number {
  if (xml[start + 1] === '/') return -1;
  return xml[end - 1] === '/' ? 0 : 1;
}
