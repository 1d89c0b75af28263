/** Where nothing personal may occur (I8 of DESIGN §2), each with everything that was heard there, once. */
export type Channel = (typeof CHANNELS)[number];

export const CHANNELS = [
  'log lines',
  'metrics',
  'errors as Lambda reports them',
  'answers of functions',
  'requests’ URLs and headers',
  'parameters of SES',
  'headers of mails',
  'entries of the event bus',
  'messages of Kafka',
  'keys of tables',
  'problems of the API',
  'headers of the API',
  'answers of the API without email.content',
] as const;

/** Where personal data belong: what is never seen in one of these was never there to be leaked. */
export type Place = (typeof PLACES)[number];

export const PLACES = [
  /** In a table or the bucket. */
  'stored',
  /** In a mail that SES took. */
  'mailed',
  /** In an answer of the API with email.content. */
  'shown',
  /** In what the service was given: an event, an answer of a sibling or of SES, a request to the API. */
  'given',
] as const;

/** A place needs no more of a text: what has to be seen there stands at its beginning. */
const SEEN = 20_000;

export type Ears = ReturnType<typeof createEars>;

/** What was heard in channels and seen in places. */
export function createEars() {
  const heard = new Map<Channel | Place, Set<string>>();
  const at = (name: Channel | Place) => {
    const texts = heard.get(name) ?? new Set();
    heard.set(name, texts);
    return texts;
  };
  return {
    hear: (name: Channel, what: unknown): void => void at(name).add(asText(what)),
    see: (name: Place, what: unknown): void => void at(name).add(asText(what).slice(0, SEEN)),
    texts: (name: Channel | Place): ReadonlySet<string> => at(name),
  };
}

const asText = (what: unknown) => (typeof what === 'string' ? what : JSON.stringify(what ?? null));
