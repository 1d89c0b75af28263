import type { RenderedEmail } from '../../shared/domain/ports.ts';
import { alternative, html, plain, type Entity } from './mail-builder.ts';
import { bodyOf, REPLY_ADDRESS } from './sent-mails.ts';

/**
 * How mail clients lay out an answer to an email of 3 December 2026, 08:15: their words, lines and markup around the
 * words of a person and the text that they quote.
 */
type Client = (own: string, sent: RenderedEmail) => Entity;

const NAME = 'Platzfinder Beispiel';
const US = `${NAME} <${REPLY_ADDRESS}>`;
const US_HTML = `${NAME} &lt;<a href="mailto:${REPLY_ADDRESS}">${REPLY_ADDRESS}</a>&gt;`;
const THEM = 'praxis@musterfrau.example';

/** Lines behind `> `, wrapped as clients wrap them: what does not fit stands behind a mark of its own. */
export function quoted(text: string, width = 72): string {
  return text
    .split('\n')
    .flatMap((line) => wrapped(line, width))
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** Words on lines of at most so many characters. */
export function wrapped(line: string, width = 72): string[] {
  const lines = [''];
  for (const word of line.split(' ')) {
    const last = lines.at(-1)!;
    if (last !== '' && last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

export function paragraphs(text: string, open = '<p>', close = '</p>'): string {
  return text
    .split('\n')
    .map((line) => `${open}${line === '' ? '&nbsp;' : escaped(line)}${close}`)
    .join('\n');
}

function lines(text: string): string {
  return text.split('\n').map(escaped).join('<br>\n');
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

const page = (body: string, head = '') =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">${head}</head><body>${body}</body></html>`;

const GERMAN_HEADER = ({ subject }: RenderedEmail) =>
  `Von: ${US}\nGesendet: Donnerstag, 3. Dezember 2026 08:15\nAn: ${THEM}\nBetreff: ${subject}`;
const ENGLISH_HEADER = ({ subject }: RenderedEmail) =>
  `From: ${US}\nSent: Thursday, December 3, 2026 8:15 AM\nTo: ${THEM}\nSubject: ${subject}`;

const boldLabels = (header: string) => lines(header).replace(/^(\w+:)/gm, '<b>$1</b>');

const MSO_STYLE =
  '<style><!--\n@font-face {font-family:Calibri;}\np.MsoNormal {margin:0cm;font-size:11.0pt;}\n--></style>';

function outlookDesktopWith(header: (sent: RenderedEmail) => string): Client {
  return (own, sent) =>
    alternative(
      `${own}\n\n${header(sent)}\n\n${sent.text}`,
      page(
        `<div class=WordSection1>${paragraphs(own, '<p class=MsoNormal>', '<o:p></o:p></p>')}
<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>
<p class=MsoNormal>${boldLabels(header(sent))}<o:p></o:p></p></div></div>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>${bodyOf(sent)}</div>`,
        MSO_STYLE,
      ),
    );
}

export const outlookDesktop = outlookDesktopWith(GERMAN_HEADER);
export const outlookDesktopEnglish = outlookDesktopWith(ENGLISH_HEADER);

export const outlookPlain: Client = (own, sent) =>
  plain(`${own}\n\n-----Ursprüngliche Nachricht-----\n${GERMAN_HEADER(sent)}\n\n${sent.text}`);

export const outlookWeb: Client = (own, sent) =>
  html(
    page(`<div class="elementToProof" style="font-family: Aptos, sans-serif; font-size: 12pt;">
${lines(own)}</div><div id="appendonsend"></div>
<hr style="display:inline-block;width:98%" tabindex="-1">
<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">${boldLabels(GERMAN_HEADER(sent))}</font>
<div>&nbsp;</div></div>
<div>${bodyOf(sent)}</div>`),
  );

export const outlookMobile: Client = (own, sent) =>
  alternative(
    `${own}\n\nHolen Sie sich Outlook für iOS<https://aka.ms/o0ukef>\n________________________________\n${GERMAN_HEADER(sent)}\n\n${sent.text}`,
    page(`<div dir="auto">${lines(own)}</div><div id="ms-outlook-mobile-signature"><div><br></div>
Holen Sie sich <a href="https://aka.ms/o0ukef">Outlook für iOS</a></div>
<hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr">${boldLabels(GERMAN_HEADER(sent))}</div>${bodyOf(sent)}`),
  );

export const outlookMac: Client = (own, sent) =>
  alternative(
    `${own}\n\nVon: ${US}\nDatum: Donnerstag, 3. Dezember 2026 um 08:15\nAn: ${THEM}\nBetreff: ${sent.subject}\n${sent.text}`,
    page(`<div class="WordSection1">${paragraphs(own)}<div id="mail-editor-reference-message-container">
<div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm">
<p><b>Von: </b>${US_HTML}<br><b>Datum: </b>Donnerstag, 3. Dezember 2026 um 08:15<br><b>An: </b>${THEM}<br><b>Betreff: </b>${escaped(sent.subject)}</p></div>
${bodyOf(sent)}</div></div></div>`),
  );

function gmailWith(attribution: string): Client {
  return (own, sent) =>
    alternative(
      `${own}\n\n${wrapped(attribution, 76).join('\n')}\n\n${quoted(sent.text)}\n`,
      `<div dir="ltr">${lines(own)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escaped(attribution)}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${bodyOf(sent)}</blockquote></div>`,
    );
}

export const gmail = gmailWith(`Am Do., 3. Dez. 2026 um 08:15 Uhr schrieb ${US}:`);
export const gmailEnglish = gmailWith(`On Thu, 3 Dec 2026 at 08:15, ${US} wrote:`);
export const gmailAndroid = gmailWith(`${US} schrieb am Do., 3. Dez. 2026, 08:15:`);

function appleWith(attribution: string, device = ''): Client {
  return (own, sent) =>
    alternative(
      `${own}\n${device}\n${quoted(`${attribution}\n\n${sent.text}`, 100)}\n`,
      page(
        `${paragraphs(own, '<div>', '</div>')}<br id="lineBreakAtBeginningOfMessage"><div dir="ltr">${device}</div><div dir="ltr"><br><blockquote type="cite">${escaped(attribution)}<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">\u{feff}${bodyOf(sent)}</div></blockquote>`,
      ),
    );
}

export const appleMail = appleWith(`Am 03.12.2026 um 08:15 schrieb ${US}:`);
export const iPhone = appleWith(`Am 03.12.2026 um 08:15 schrieb ${US}:`, '\nVon meinem iPhone gesendet\n');
export const iPhoneEnglish = appleWith(`On 3 Dec 2026, at 08:15, ${US} wrote:`, '\nSent from my iPhone\n');

export const thunderbird: Client = (own, sent) =>
  plain(`${own}\n\nAm 03.12.26 um 08:15 schrieb ${NAME}:\n${quoted(sent.text)}\n`);

export const thunderbirdBelow: Client = (own, sent) =>
  plain(`Am 03.12.26 um 08:15 schrieb ${NAME}:\n${quoted(sent.text)}\n\n${own}\n`);

export const thunderbirdHtml: Client = (own, sent) =>
  html(
    `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body>${paragraphs(own)}<div class="moz-cite-prefix">Am 03.12.26 um 08:15 schrieb ${NAME}:<br></div><blockquote type="cite" cite="mid:x@eu-central-1.amazonses.com">${bodyOf(sent)}</blockquote></body></html>`,
  );

export const gmx: Client = (own, sent) =>
  html(`<html><head></head><body><div style="font-family: Verdana;font-size: 12.0px;">
${paragraphs(own, '<div>', '</div>')}
<div>&nbsp;<div>&nbsp;
<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5; word-wrap: break-word;">
<div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Donnerstag, 03. Dezember 2026 um 08:15 Uhr<br/>
<b>Von:</b>&nbsp;&quot;${NAME}&quot; &lt;kontakt@platzfinder.example&gt;<br/>
<b>An:</b>&nbsp;${THEM}<br/>
<b>Betreff:</b>&nbsp;${escaped(sent.subject)}</div>
<div name="quoted-content">${bodyOf(sent)}</div></div></div></div></div></body></html>`);

export const gmxPlain: Client = (own, sent) =>
  plain(
    `${own}\n\n\nGesendet: Donnerstag, 03. Dezember 2026 um 08:15 Uhr\nVon: "${NAME}" <kontakt@platzfinder.example>\nAn: ${THEM}\nBetreff: ${sent.subject}\n${sent.text}`,
  );

export const webDeApp: Client = (own, sent) =>
  plain(
    `${own}\n-- \nDiese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.\nAm 03.12.26, 08:15 schrieb "${NAME}" <${REPLY_ADDRESS}>:\n\n${sent.text}`,
  );

export const tOnline: Client = (own, sent) =>
  plain(
    `${own}\n\n\n-----Original-Nachricht-----\nBetreff: ${sent.subject}\nDatum: 2026-12-03T08:15:00+0100\nVon: "${NAME}" <kontakt@platzfinder.example>\nAn: ${THEM}\n\n${sent.text}`,
  );

export const openXchange: Client = (own, sent) =>
  alternative(
    `${own}\n\n> ${US} hat am 03.12.2026 08:15 CET geschrieben:\n> \n>  \n${quoted(sent.text)}`,
    page(
      `${paragraphs(own)}<blockquote type="cite"><div>${US_HTML} hat am 03.12.2026 08:15 CET geschrieben:</div><div><br></div>${bodyOf(sent)}</blockquote>`,
    ),
  );

export const yahoo: Client = (own, sent) =>
  alternative(
    ` ${own}\n\n    Am Donnerstag, 3. Dezember 2026, 08:15:33 MEZ hat ${US} Folgendes geschrieben:  \n \n ${sent.text}`,
    `<html><head></head><body><div class="ydp1yahoo-style-wrap"><div dir="ltr">${lines(own)}</div><div><br></div></div><div id="yahoo_quoted_123" class="yahoo_quoted"><div style="font-family:Helvetica;"><div>Am Donnerstag, 3. Dezember 2026, 08:15:33 MEZ hat ${US_HTML} Folgendes geschrieben:</div><div><br></div><div>${bodyOf(sent)}</div></div></div></body></html>`,
  );

export const samsung: Client = (own, sent) =>
  plain(
    `${own}\n\n\nVon meinem Galaxy gesendet\n\n\n-------- Ursprüngliche Nachricht --------\nVon: ${US}\nDatum: 03.12.26  08:15  (GMT+01:00)\nAn: ${THEM}\nBetreff: ${sent.subject}\n\n${sent.text}`,
  );

export const horde: Client = (own, sent) => plain(`${own}\n\nZitat von ${US}:\n\n${quoted(sent.text)}\n`);

export const notes: Client = (own, sent) =>
  plain(
    `${own}\n\n-----"${NAME}" <${REPLY_ADDRESS}> schrieb: -----\n\nAn: ${THEM}\nVon: "${NAME}" <${REPLY_ADDRESS}>\nDatum: 03.12.2026 08:15\nBetreff: ${sent.subject}\n\n${sent.text}`,
  );

export const k9: Client = (own, sent) =>
  plain(
    `${own}\n\nAm 3. Dezember 2026 08:15:33 MEZ schrieb ${US}:\n${quoted(sent.text).replace(/^> /gm, '>')}`,
  );

export const proton: Client = (own, sent) =>
  plain(
    `${own}\n\nGesendet mit [Proton Mail](https://proton.example/) sicherer E-Mail.\n\nDonnerstag, 3. Dezember 2026 08:15, ${US} schrieb:\n\n${quoted(sent.text)}`,
  );

export const roundcube: Client = (own, sent) =>
  plain(`${own}\n\nAm 2026-12-03 08:15, schrieb ${NAME}:\n${quoted(sent.text)}`);

export const tutanota: Client = (own, sent) =>
  html(
    `<div>${lines(own)}</div><div><br></div><div>3. Dez. 2026, 08:15 von ${REPLY_ADDRESS}:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8; padding-left: 10px; margin-left: 5px;">${bodyOf(sent)}</blockquote>`,
  );

export const emClient: Client = (own, sent) =>
  plain(
    `${own}\n\n\n------ Originalnachricht ------\nVon "${NAME}" <${REPLY_ADDRESS}>\nAn ${THEM}\nDatum 03.12.2026 08:15:00\nBetreff ${sent.subject}\n\n${sent.text}`,
  );

export const windowsMail: Client = (own, sent) =>
  plain(`${own}\n\nGesendet von Mail für Windows\n\n${GERMAN_HEADER(sent)}\n\n${sent.text}`);

export const yahooEnglish: Client = (own, sent) =>
  plain(`${own}\n\n    On Thursday, December 3, 2026 at 08:15:33 AM GMT+1, ${US} wrote:  \n \n ${sent.text}`);

export const zoho: Client = (own, sent) =>
  plain(`${own}\n\n\n---- On Thu, 03 Dec 2026 08:15:33 +0100 ${US} wrote ----\n\n${sent.text}`);
