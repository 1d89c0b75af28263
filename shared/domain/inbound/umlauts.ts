/** Beginnings and pieces of words that are often typed without umlauts and sharp s, and how they are meant. */
const TYPED: Record<string, string> = {
  ...{ gruess: 'grüß', grueß: 'grüß', fuer: 'für', ueber: 'über', zurueck: 'zurück', rueck: 'rück' },
  ...{ moecht: 'möcht', koenn: 'könn', wuerd: 'würd', wuensch: 'wünsch', loesch: 'lösch', plaetze: 'plätze' },
  ...{ kapazitaet: 'kapazität', naechst: 'nächst', fruehest: 'frühest', maerz: 'märz', jaenner: 'jänner' },
  ...{
    geoeffnet: 'geöffnet',
    verfueg: 'verfüg',
    kuenft: 'künft',
    zukuenft: 'zukünft',
    'hoeren sie': 'hören sie',
    faell: 'fäll',
  },
  ...{
    schliess: 'schließ',
    geschuetz: 'geschütz',
    empfaeng: 'empfäng',
    verspaet: 'verspät',
    unregelmaess: 'unregelmäß',
  },
  ...{
    zwoelf: 'zwölf',
    fuenf: 'fünf',
    voruebergehend: 'vorübergehend',
    belaestig: 'belästig',
    pruef: 'prüf',
  },
  ...{
    uebermorgen: 'übermorgen',
    aerzt: 'ärzt',
    praesen: 'präsen',
    persoenlich: 'persönlich',
    taetig: 'tätig',
  },
};

const PIECES = new RegExp(
  Object.keys(TYPED)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'gi',
);

/** A text as it would read with umlauts where they were typed as `ae`, `oe`, `ue`: "Maerz" → "März". */
export function withUmlauts(text: string): string {
  return text.replace(PIECES, (typed) => {
    const meant = TYPED[typed.toLowerCase()] ?? typed;
    return typed.startsWith(typed.charAt(0).toLowerCase())
      ? meant
      : meant.charAt(0).toUpperCase() + meant.slice(1);
  });
}
