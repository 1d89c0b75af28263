const MONTH_NAMES = [
  'januar jänner jan january',
  'februar feber feb february',
  'märz maerz mrz mär march mar',
  'april apr',
  'mai may',
  'juni jun june',
  'juli jul july',
  'august aug',
  'september sept sep',
  'oktober okt october oct',
  'november nov',
  'dezember dez december dec',
];

const WEEKDAY_NAMES = [
  'montag monday',
  'dienstag tuesday',
  'mittwoch wednesday',
  'donnerstag thursday',
  'freitag friday',
  'samstag sonnabend saturday',
  'sonntag sunday',
];
const SHORT_WEEKDAYS = ['mo mon', 'di tue tues', 'mi wed', 'do thu thur thurs', 'fr fri', 'sa sat', 'so sun'];

function numbered(...lists: string[][]): Map<string, number> {
  return new Map(
    lists.flatMap((names) =>
      names.flatMap((list, index) => list.split(' ').map((name) => [name, index + 1] as const)),
    ),
  );
}

/** Months (1–12) and weekdays (1 = Monday) by their names in lower case. */
export const MONTHS = numbered(MONTH_NAMES);
export const WEEKDAYS = numbered(WEEKDAY_NAMES, SHORT_WEEKDAYS);

const anyOf = (names: Iterable<string>) => [...names].sort((a, b) => b.length - a.length).join('|');

const MONTH = anyOf(MONTHS.keys());
const FULL_WEEKDAY = anyOf(WEEKDAY_NAMES.flatMap((names) => names.split(' ')));
const YEAR = String.raw`20\d\d|(?<=\.)[2-4]\d(?![\d:])`;
const NAMED_YEAR = String.raw`20\d\d|'?[2-4]\d(?![\d.:]|\s?(?:uhr|h\b))`;
const TH = '(?:st|nd|rd|th)';
/** A weekday in front of a date. */
const BESIDE = String.raw`(?:(?<beside>${anyOf(WEEKDAYS.keys())})\.?,?\s(?:(?:den|dem|der|the)\s)?)?`;
const START = String.raw`(?<![\p{L}\d]|\d[.,/])`;
const END = String.raw`(?![\p{L}\d])`;

/** Every alternative is bounded, so that a search is linear in the length of the sentence. */
const ALTERNATIVES = [
  String.raw`(?<iso>20\d\d-\d\d-\d\d)`,
  String.raw`(?<american>\d{1,2}/\d{1,2}/(?:20)?\d\d)`,
  String.raw`${BESIDE}(?<day1>\d{1,2})\.\s?(?<month1>\d{1,2})(?:\.\s?(?<year1>${YEAR})?|(?=[\s)!?;]|$)(?!\s?(?:uhr|h\b|€|%|euro)))`,
  String.raw`(?<rangeDay>\d{1,2})(?:\.|${TH})?\s?(?:bis(?: zum)?|[-–—]|to|through|until)\s?(?=(?:${anyOf(WEEKDAYS.keys())})?[.,]?\s?(?:den\s)?\d{1,2}(?:\.|${TH})?\s?(?:\d{1,2}\.|${MONTH}))`,
  String.raw`${BESIDE}(?<day2>\d{1,2})(?:\.|${TH})?\s?(?:of\s)?(?<month2>${MONTH})${END}\.?(?:,?\s?(?<year2>${NAMED_YEAR}))?`,
  String.raw`${BESIDE}(?<month3>${MONTH})\.?\s(?<day3>\d{1,2})(?:${TH}|(?=$|[.,;)!]|\s(?:and|to|through|until|20\d\d)|\s?[-–]))(?:,?\s(?<year3>20\d\d))?`,
  String.raw`(?:(?<part>anfang|mitte|ende|early|mid|late|(?:beginning|middle|end)(?: of)?)[\s-](?:des |der )?)?(?<month4>${MONTH})${END}\.?(?:\s(?<year4>20\d\d))?`,
  String.raw`(?:kw|kalenderwoche|calendar week|week)\s?(?<week1>\d{1,2})(?:\s?/\s?(?<weekYear>20\d\d))?`,
  String.raw`(?<week2>\d{1,2})\.\s?(?:kw|kalenderwoche)`,
  String.raw`(?<today>heute|today)`,
  String.raw`(?<dayAfter>übermorgen)`,
  String.raw`(?<tomorrow>(?<!(?:guten|jeden|jeder|am|heute)\s)morgen|tomorrow)`,
  String.raw`(?:(?<endOf>ende|end of) )?(?:der |des |the |dem |den )?(?:(?<this>dies(?:e|em|en|er|es)|this|laufende[nms]?)|(?<next>nächste[nrms]?|kommende[nrms]?|neue[nms]?|next|new|coming|following))\s(?<span>woche|week|monats?|month|quartals?|quarter|jahr(?:e?s)?|year)`,
  String.raw`(?<endOfThe>ende der|ende des|end of the)\s(?<spanOfThe>woche|week|monats|month|quartals|quarter|jahres|year)`,
  String.raw`(?<endSpan>monatsende|wochenende|jahresende|quartalsende|year-end)`,
  String.raw`(?<quarter1>[1-4])\.\s?quartal(?:s)?(?:\s(?<quarterYear1>20\d\d))?`,
  String.raw`q(?<quarter2>[1-4])(?:[\s/](?<quarterYear2>20\d\d))?`,
  String.raw`(?<season>frühjahr|frühling|sommer(?:ferien)?|herbst(?:ferien)?|winter|ostern|osterferien|pfingsten|weihnachten|weihnachtsferien|spring|summer|autumn|easter|christmas)(?:\s20\d\d)?`,
  String.raw`(?<weekday>${FULL_WEEKDAY})`,
  String.raw`(?<year5>20[2-9]\d)`,
];

/** Finds what names a day or more of them. */
export const EXPRESSION = new RegExp(`${START}(?:${ALTERNATIVES.join('|')})(?:${END}|(?<=[.–—-]))`, 'giu');
