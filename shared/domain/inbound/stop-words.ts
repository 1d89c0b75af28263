const MAIL =
  '(?:e-?mails?|mails?|anfragen?|vermittlungsanfragen|patientenanfragen|nachrichten|zuschriften|zusendungen|schreiben|post|werbung|newsletter|kontaktaufnahmen?|kontaktversuche|kontakt)';
const ENGLISH_MAIL = '(?:e-?mails?|mails?|requests?|inquiries|enquiries|messages?|newsletters?|contact)';
const LIST =
  '(?:(?:mail|e-?mail|adress)?verteilern?|mailing-?liste|(?:adress|kontakt)?liste|datenbank|kartei|mailing list|list|database)';
const OUT =
  '(?:nehmen|streichen|löschen|entfernen|austragen|genommen|gestrichen|gelöscht|entfernt|herausnehmen|rausnehmen|raus|heraus)';
const REACH =
  '(?:anschreiben|anzuschreiben|angeschrieben|kontaktieren|kontaktiert|anmailen|anfragen|anzufragen|belästigen|belästigt)';
/** One word of any kind; which ones may stand there is for the vocabulary to say. */
const ANY = String.raw`(?:\p{L}+ )`;

/** Words that ask for an end of mail with a negation of their own. */
const NO_MORE = [
  String.raw`kein(?:e|en|er|erlei)? weitere[nrs]? ${ANY}?${MAIL}(?: mehr)?`,
  String.raw`kein(?:e|en|er|erlei)? ${MAIL}(?: von ihnen| dieser art)? mehr`,
  String.raw`(?:schreiben|schreibt|kontaktieren|mailen|belästigen) (?:sie )?${ANY}{0,3}?(?:nicht mehr|nie wieder|nie mehr)(?: an)?`,
  String.raw`(?:senden|schicken|schreiben) sie (?:mir|uns) ${ANY}{0,2}?nichts mehr`,
  String.raw`no (?:more|further) ${ANY}?${ENGLISH_MAIL}`,
  String.raw`(?:do not|don[’']?t|never) (?:contact|write|e-?mail|mail) (?:to )?(?:me|us)(?: again| any ?more)?`,
  String.raw`(?:do not|don[’']?t) want (?:any more|any further|to receive any(?: more| further)?) ${ANY}?${ENGLISH_MAIL}`,
];

/** Words that ask for it with a negation, and may be about somebody else. */
const NOT_AGAIN = [String.raw`(?:nicht mehr|nie wieder|nie mehr|nicht weiter) ${ANY}{0,2}?${REACH}`];

/** Words that ask for the same without a negation, and may be about somebody else. */
const REMOVE = [
  String.raw`(?:aus|von) ${ANY}{0,2}?${LIST} ${ANY}{0,2}?${OUT}`,
  String.raw`(?:nehmen|streichen|löschen|entfernen|tragen|nehmt|streicht|löscht) ${ANY}{1,5}?(?:aus|von) ${ANY}{0,2}?${LIST}`,
  String.raw`(?:streichung|löschung|entfernung) aus ${ANY}?${LIST}`,
];

/** Words that ask for the same without a negation. */
const LEAVE = [
  String.raw`von weiteren ${ANY}?${MAIL} ${ANY}{0,3}?(?:ab|abzusehen|absehen)`,
  String.raw`unterlassen sie ${ANY}{0,3}?${MAIL}`,
  String.raw`(?:remove|take|delete) (?:me|us|my (?:e-?mail )?address) (?:off|from)(?: ${ANY}{0,2}?${LIST})?`,
  String.raw`(?:melden|tragen) sie (?:mich|uns) ${ANY}{0,3}?(?:ab|aus)`,
  String.raw`(?:möchte|will|wollen|möchten) (?:mich|uns) ${ANY}{0,3}?(?:abmelden|austragen)`,
  String.raw`hören sie auf,? (?:mir|uns|mich) ${ANY}{0,3}?(?:zu )?(?:schreiben|mailen|kontaktieren|belästigen)`,
  String.raw`widerspreche(?:n wir)? ${ANY}{0,5}?(?:nutzung|verarbeitung|verwendung|speicherung|zusendung|kontaktaufnahme|werbung)`,
  String.raw`unsubscribe(?: me| us)?`,
  String.raw`stop (?:sending|e-?mailing|contacting|writing)`,
];

/** Words that ask for one's data to be deleted, which ends mail as well. */
const ERASE = [
  String.raw`lösch(?:en|ung|t) ${ANY}{0,3}?(?:meine[rn]?|unsere[rn]?) ${ANY}{0,3}?(?:\p{L}*daten|adresse|e-?mail-?adresse)`,
  String.raw`(?:meine|unsere) ${ANY}{0,3}?(?:\p{L}*daten|e-?mail-?adresse) ${ANY}{0,4}?(?:löschen|gelöscht)`,
  String.raw`(?:delete|erase) (?:all )?(?:of )?(?:my|our) ${ANY}?data`,
];

/**
 * All that a clause may say that asks for an end of mail: who asks whom for what, politeness, at once. Any other word
 * may mean that only a part of the mail is meant, or somebody else.
 */
const WORDS = `
  bitte bitten darum um danach anschließend dringend höflich höflichst freundlich hiermit ich wir sie ihr ihnen ihrem ihrer ihre ihren euch eurem
  mir uns mich mein meine meinen meiner meinem unser unsere unseren unserer unserem die der das den dem des zu aus von vom
  an auf ab in künftig zukünftig zukunft sofort sofortiger wirkung umgehend endlich jetzt nun daher deshalb also dass daß
  werden möchte möchten will wollen wünsche wünschen würde fordere fordern verlange verlangen ersuche erbitte beantrage auch
  noch weiter weiterhin weiteren weitere überhaupt mehr wieder danke dank vielen besten herzlichen erhalten bekommen
  senden sende schicken zusenden zuzusenden schreiben stellen richten zukommen lassen solche solchen dieser derartigen art
  per e email mail mails elektronische praxis person namen adresse mailadresse emailadresse kontakt kontaktaufnahme weiterer
  personenbezogenen persönlichen gespeicherten sämtliche sämtlicher sämtlichen alle aller allen daten nach gemäß laut artikel
  dsgvo gdpr abs satz nutzung verarbeitung speicherung verwendung werbung grüße gruß hallo guten tag sehr geehrte damen und
  herren please thank thanks you me us my our your the this from off of to any all more and kindly immediately again anymore
  i we want wish like would receive address personal data list mailing hereby also now just sending emailing contacting
  writing emails requests request inquiries enquiries messages message contact write database unsubscribe remove take
  delete erase stop do further nehmen nehmt streichen streicht löschen löscht löschung entfernen entfernung streichung
  austragen tragen melden abmelden genommen gestrichen gelöscht entfernt herausnehmen rausnehmen raus heraus datenbank
  kartei anschreiben anzuschreiben angeschrieben kontaktieren kontaktiert anmailen mailen anfragen anzufragen schreibt
  belästigen belästigt abzusehen absehen unterlassen widerspreche widersprechen hören post werbung nachrichten zuschriften
  zusendung zusendungen kontaktaufnahmen kontaktversuche newsletter sehen
`;
const VOCABULARY = new Set(WORDS.split(/\s+/).filter((word) => word !== ''));
const COMPOUND = /^(?:\p{L}*(?:daten|verteilern?|liste|anfragen?)|art|17|21|§)$/u;

const pattern = (alternatives: string[]) =>
  new RegExp(String.raw`(?<![\p{L}\d])(?:${alternatives.join('|')})(?![\p{L}\d])`, 'iu');

/** One kind of words that ask for an end of mail. */
export interface StopPhrase {
  words: RegExp;
  /** Whether they carry a negation of their own. */
  negates: boolean;
  /** Whether they may be about somebody else, unless the sender names himself. */
  needsSelf: boolean;
}

export const STOP_PHRASES: StopPhrase[] = [
  { words: pattern(NO_MORE), negates: true, needsSelf: false },
  { words: pattern(NOT_AGAIN), negates: true, needsSelf: true },
  { words: pattern(REMOVE), negates: false, needsSelf: true },
  { words: pattern(LEAVE), negates: false, needsSelf: false },
];
export const ERASE_PHRASE: StopPhrase = { words: pattern(ERASE), negates: false, needsSelf: false };

const NEGATION = /^(?:nicht|nichts|kein(?:e[nmrs]?|erlei)?|nie|niemals|not|don|t|never|no)$/u;

/**
 * Whether a clause says such words and nothing else. No negation is among the familiar words: but for the one that
 * the words carry themselves, it turns them round.
 */
export function saysOnly(clause: string, { words, negates }: StopPhrase): boolean {
  const [found] = words.exec(clause) ?? [];
  if (found === undefined) return false;
  return (
    wordsIn(clause.replace(found, ' ')).every(isFamiliar) &&
    wordsIn(found).every((word) => isFamiliar(word) || (negates && NEGATION.test(word)))
  );
}

function isFamiliar(word: string): boolean {
  return VOCABULARY.has(word) || COMPOUND.test(word);
}

function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}§]+/u)
    .filter((word) => word !== '');
}
