import { namesRequest } from '../request-words.ts';
import { withUmlauts } from '../umlauts.ts';

const DASHES = /^\s*--\s*$/;

const GREETINGS = String.raw`(?:mit |m\. ?)?(?:den )?(?:(?:freundliche|viele|beste|liebe|herzliche|schöne|sonnige|kollegiale|winterliche|vorweihnachtliche|weihnachtliche|adventliche|frohe)[nmrs]?,? (?:und )?){1,3}(?:grü(?:ß|ss)e?n?|gru(?:ß|ss)|empfehlungen?|wünschen?)`;
const CLOSINGS = [
  GREETINGS,
  'grü(?:ß|ss)e|gru(?:ß|ss)|mfg|mfkg|lg|vg|bg|hg|hochachtungsvoll|herzlichst|alles gute',
  '(?:kind|kindest|best|warm|warmest) (?:regards|wishes)|regards|best|sincerely|yours (?:sincerely|faithfully|truly)|sincerely yours|all the best|cheers',
].join('|');
const THANKS = String.raw`(?:(?:vielen|besten|herzlichen)? ?dank(?:e)?|thanks|thank you)(?: im voraus| in advance)?(?:,| und| and| &| -)? `;
const CLOSING = new RegExp(String.raw`^\s{0,8}(?:${THANKS})?(?:${CLOSINGS})(?![\p{L}\p{N}])`, 'iu');
/** What a closing never says. */
const SAYS_MORE =
  /\d|\?|patient|platz|plätze|anfrage|nehme|gern|leider|kann|absage|zusage|(?<!\p{L})(ja|nein|nicht|kein|keine|yes|no|not)(?!\p{L})/iu;
const MAX_CLOSING = 60;

/** Lines that mail programs and scanners add; what follows them may be words of the sender again. */
const DEVICE =
  /^\s*(von meine[mr] .{1,40} gesendet|(gesendet|sent|verschickt|versendet) (von|mit|über|aus|from|with|via|by) .{0,30}(iphone|ipad|android|samsung|galaxy|huawei|xiaomi|handy|smartphone|mobil|outlook|mail|gmx|web\.de|yahoo|freenet|t-online|telekom|spark|windows|mac|app|tablet|proton|tutanota|tuta)\b.{0,60}|holen sie sich outlook .{0,60}|outlook für (ios|android|mac) .{0,60}|get outlook for .{0,60}|diese nachricht wurde von meinem .{1,80} gesendet\.?|.{0,30}auf viren geprüft\.?.{0,40}|virenfrei\..{0,60})\s*$/i;

const NOTICE =
  /^\s*(diese[rs]? (e-?mail|mail|nachricht|inhalt)|der inhalt dieser|this (e-?mail|mail|message|communication)|the information (contained )?in this|(wichtiger |rechtlicher )?hinweis|haftungsausschluss|vertraulichkeit|confidentiality|disclaimer|datenschutzhinweis|bitte (denken|prüfen) sie|please consider|denken sie an die umwelt|informationen (nach|gemäß) art)/i;
const NOTICE_WORDS =
  /vertraulich|geschützt|adressat|empfänger|umwelt|ausdruck|drucken|dsgvo|datenschutz|haftung|confidential|privileged|intended|recipient|environment|printing/i;

const CONTACT =
  /^\s*(tel|telefon|fon|phone|fax|telefax|mobil|mobile|handy|t|f|m|e-?mail|mail|web|internet|www|iban|ust|steuer|hrb|amtsgericht|ik|bsnr|lanr)\b\.?\s*[-:.+\d(]|^\s*(www\.|https?:\/\/)\S{1,100}\s*$|^\s*\d{5} \p{Lu}|(straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|markt) \d{1,4} ?[a-z]?\s*$|^\s*\S{1,64}@\S{1,100}\s*$/iu;

const POSTSCRIPT = /^\s*(p\.? ?p?\.? ?s\.?|nachtrag)(?![\p{L}\p{N}])/iu;

const MAX_LINE = 400;

/** A passage of the sender without what he, his mail program or his employer signs with. */
export function withoutSignature(lines: string[]): string[] {
  const words = paragraphsOf(lines.filter((line) => !isDevice(line)));
  const kept = words.slice(0, firstNotice(words)).flat();
  return trimmed(withoutContacts(withoutClosing(kept)));
}

/** Cuts at the dashes or the closing; a postscript, and what answers a request by its number, stays. */
function withoutClosing(lines: string[]): string[] {
  const start = lines.findIndex((line) => DASHES.test(line) || isClosing(line));
  if (start < 0) return lines;
  const after = DASHES.test(lines[start] ?? '') ? [] : paragraphsOf(lines.slice(start)).slice(1);
  const said = after.filter((paragraph) => isMeant(paragraph));
  return [...lines.slice(0, start), ...said.flatMap((paragraph) => ['', ...paragraph])];
}

function isMeant(paragraph: string[]): boolean {
  const [first = ''] = paragraph;
  return POSTSCRIPT.test(first) || paragraph.some((line) => namesRequest(line.slice(0, MAX_LINE)));
}

function isClosing(line: string): boolean {
  return line.length <= MAX_CLOSING && CLOSING.test(withUmlauts(line)) && !SAYS_MORE.test(line);
}

function isDevice(line: string): boolean {
  return line.length <= MAX_LINE && DEVICE.test(line);
}

/** The index of the first paragraph that only says for whom the mail is meant. */
function firstNotice(paragraphs: string[][]): number {
  const index = paragraphs.findIndex(([first = '', ...rest]) => {
    const text = [first, ...rest].join(' ').slice(0, 2_000);
    return NOTICE.test(first) && NOTICE_WORDS.test(text);
  });
  return index < 0 ? paragraphs.length : index;
}

/** Cuts the address block that a passage ends with: a paragraph of its own, or the last lines. */
function withoutContacts(lines: string[]): string[] {
  const paragraphs = paragraphsOf(lines);
  const last = paragraphs.at(-1) ?? [];
  const contacts = last.map((line) => line.length <= MAX_LINE && CONTACT.test(line));
  if (contacts.filter(Boolean).length < 2) return lines;
  const isMixed = paragraphs.length === 1 || isMeant(last);
  const rest = isMixed ? last.slice(0, contacts.indexOf(true)) : [];
  return [...paragraphs.slice(0, -1).flat(), ...rest];
}

/** Paragraphs with the empty lines behind them. */
function paragraphsOf(lines: string[]): string[][] {
  const paragraphs: string[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const isBlank = line.trim() === '';
    if (!isBlank && isOpen) paragraphs.at(-1)?.push(line);
    else if (!isBlank) paragraphs.push([line]);
    else if (paragraphs.length > 0) paragraphs.at(-1)?.push(line);
    isOpen = !isBlank;
  }
  return paragraphs;
}

/** Without empty lines and rules around. */
function trimmed(lines: string[]): string[] {
  const says = lines.map((line) => /[\p{L}\p{N}\p{S}!?]/u.test(line));
  return lines.slice(Math.max(says.indexOf(true), 0), says.lastIndexOf(true) + 1);
}
