import { HtmlValidate } from 'html-validate';

/**
 * The rules of HTML for the pages of the web, but for one: `no-deprecated-attr` forbids the attributes of tables
 * (`width`, `cellpadding`, `align`) that some mail programs lay out by, because they drop style sheets.
 */
const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard'],
  rules: { 'no-deprecated-attr': 'off' },
});

/** Attributes that make a mail program fetch something. A link fetches nothing until somebody follows it. */
const FETCHING = new Set(['src', 'srcset', 'background', 'poster', 'data', 'action', 'formaction', 'ping']);
const FORBIDDEN = new Set(
  'script style link img iframe object embed form input video audio svg base'.split(' '),
);

/** What is wrong with the HTML part of a mail: not valid, not shown everywhere, or not quiet. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  const invalid = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message }) => `HTML: ${ruleId}: ${message}`),
  );
  return [...invalid, ...tagsOf(html).flatMap(faultsOfTag)];
}

interface Tag {
  name: string;
  attributes: [name: string, value: string][];
}

/** The tags of a document that was found valid: text has no `<` of its own there. */
function tagsOf(html: string): Tag[] {
  return [...html.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/gi)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: [...rest.matchAll(/([a-z-]+)\s*=\s*"([^"]*)"/gi)].map(([, key = '', value = '']) => [
      key.toLowerCase(),
      value,
    ]),
  }));
}

function faultsOfTag({ name, attributes }: Tag): string[] {
  return [
    ...(FORBIDDEN.has(name) ? [`HTML: <${name}> has no place in a mail`] : []),
    ...attributes.flatMap(([key, value]) => {
      if (FETCHING.has(key) || key.startsWith('on'))
        return [`HTML: ${key} of <${name}> does something by itself`];
      if (key === 'style' && /url\s*\(|@import|expression/i.test(value))
        return [`HTML: a style of <${name}> fetches`];
      if (key === 'href' && !/^(https?:\/\/|mailto:|tel:)/i.test(value))
        return ['HTML: a link leads nowhere known'];
      return [];
    }),
  ];
}
