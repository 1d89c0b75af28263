/** Pieces of words that are often typed without umlauts and sharp s, and how they are meant. */
const PAIRS = `
  gruess grüß, grueß grüß, fuer für, ueber über, zurueck zurück, rueck rück, moecht möcht, koenn könn, wuerd würd,
  wuensch wünsch, loesch lösch, plaetze plätze, kapazitaet kapazität, naechst nächst, fruehest frühest, maerz märz,
  jaenner jänner, geoeffnet geöffnet, verfueg verfüg, kuenft künft, hoeren hören, faell fäll, schliess schließ,
  geschuetz geschütz, empfaeng empfäng, unregelmaess unregelmäß, zwoelf zwölf, fuenf fünf, belaestig belästig,
  pruef prüf, persoenlich persönlich, taetig tätig
`;
const MEANT = new Map(PAIRS.split(',').map((pair) => pair.trim().split(' ') as [string, string]));
const TYPED = new RegExp([...MEANT.keys()].join('|'), 'gi');

/** A text as it would read with umlauts where they were typed as `ae`, `oe`, `ue`: "Maerz" → "März". */
export function withUmlauts(text: string): string {
  return text.replace(TYPED, (typed) => {
    const meant = MEANT.get(typed.toLowerCase()) ?? typed;
    const isLower = typed.charAt(0) === typed.charAt(0).toLowerCase();
    return isLower ? meant : meant.charAt(0).toUpperCase() + meant.slice(1);
  });
}
