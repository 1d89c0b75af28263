import type { Words } from './words.ts';

/** What German words mean wherever they stand, as they are typed without umlauts. */
export const GERMAN: Words[] = [
  ['patient', 'patient patientin klient klientin pat pt p person fall', 1],
  ['patient', 'patientinnen klientinnen neupatienten personen menschen faelle', 2],
  ['patient', 'patienten klienten', 3],
  ['label', 'nr nummer code kennung chiffre anfrage ziffer'],
  ['ordinal', 'erste ersten erster', 1],
  ['ordinal', 'zweite zweiten zweiter', 2],
  ['ordinal', 'dritte dritten dritter', 3],
  ['ordinal', 'vierte vierten vierter', 4],
  ['ordinal', 'fuenfte fuenften fuenfter', 5],
  ['ordinal', 'sechste sechsten sechster', 6],
  ['ordinal', 'siebte siebten siebter', 7],
  ['ordinal', 'achte achten achter', 8],
  ['ordinal', 'neunte neunten neunter', 9],
  ['ordinal', 'zehnte zehnten zehnter', 10],
  ['last', 'letzte letzten letzter letztere letzteren letzterer'],
  ['all', 'alle allen aller saemtliche saemtlichen'],
  ['both', 'beide beiden beider'],
  ['none', 'niemand niemanden niemandem'],
  ['rest', 'andere anderen anderer uebrige uebrigen restliche restlichen rest'],
  ['further', 'weitere weiteren weiterer'],
  ['count', 'eins', 1],
  ['count', 'zwei zweien', 2],
  ['count', 'drei dreien', 3],
  ['count', 'vier vieren', 4],
  ['count', 'fuenf fuenfen', 5],
  ['count', 'sechs', 6],
  ['count', 'sieben', 7],
  ['count', 'acht', 8],
  ['count', 'neun', 9],
  ['count', 'zehn', 10],
  ['one', 'ein eine einen einem einer eines'],
  ['they', 'er'],
  ['pronoun', 'ihn ihm ihr sie ihnen jene jenen jener welche welchen'],
  ['title', 'frau herr herrn dr doktor prof professor med phil dipl psych'],
  [
    'article',
    'der die den dem des diese diesen dieser dieses diesem ihre ihren ihrer ihrem meine meiner meinem meinen mein unser unsere unserer unserem unseren',
  ],
  ['i', 'ich mir mich'],
  ['we', 'wir uns'],
  [
    'filler',
    'es das dies ist sind sei bin fuer bei von vom in im mit betr betreffend bzgl bezueglich hinsichtlich wegen ad ' +
      'ca circa etwa rund aufgrund daher meinerseits unsererseits zwar gar werden sich dir dich euch derzeit derzeitig~ ' +
      'aktuell~ momentan~ zurzeit zzt zz gerade jetzt gegenwaertig~ weiterhin do aus unter',
  ],
  [
    'polite',
    'hiermit dazu deshalb direkt folgende folgender folgendes folgenden nachricht vorschlag vorschlaege vermittlung angebot ' +
      'zusammenarbeit vielen herzlichen besten lieben freundliche freundlichen verstaendnis muehe geduld zusendung ' +
      'zusammenstellung uebersicht vorstellung auflistung vertrauen engagement ausfuehrlich~ nett~ rueckmeldung antwort antworten ' +
      'bescheid suche wunsch wuensche wuenschen tel telefon telefonnummer handy mobil fax team unterstuetzung kontakt gehe gehen ' +
      'verhaltenstherapeutisch~ tiefenpsychologisch~ systemisch~ analytisch~ zusammen praxisteam ia hier anbei nachfolgend spaete spaeten verzoegerung verspaetete verspaetung ' +
      'stehe verfuegung kollegen kolleginnen kollegin kollege damen herren schnelle tolle kurz~ schoen~ wochenende',
  ],
  ['thanks', 'danke dank entschuldigung entschuldigen'],
  ['received', 'erhalten bekommen gelesen angesehen angeschaut durchgesehen geprueft'],
  ['glad', 'freue freuen freut beantworte'],
  ['hope', 'hoffe hoffen'],
  ['find', 'finden fuendig'],
  ['leaving', 'rente ruhestand elternzeit mutterschutz mutterschaftsurlaub praxisaufgabe schliesse'],
  ['practice', 'praxis praxen ambulanz behandlung therapie psychotherapie einzeltherapie verhaltenstherapie'],
  [
    'adverb',
    'einfach schlicht schlichtweg ueberhaupt definitiv absolut bereits dauerhaft grade insgesamt selbst persoenlich fachlich inhaltlich ' +
      'organisatorisch dementsprechend demnach somit entsprechend rein~ vorher zuvor vorab jetzigen jetziger jetziges hohen hoher grossen ' +
      'starken zeitpunkt stand genannte genannten genannter angefragte angefragten vorgeschlagene vorgeschlagenen',
  ],
  ['you', 'du'],
  ['please', 'bitte bitten erbitte erbeten lassen'],
  ['nice', 'sehr gut super prima perfekt bestens problemlos herzlich wunderbar sofort'],
  ['still', 'noch'],
  ['again', 'wieder erneut nochmal nochmals'],
  ['also', 'auch ebenfalls ebenso genauso dito'],
  [
    'greeting',
    'hallo hi moin servus guten gruess tag liebe lieber liebes sehrgeehrte geehrte geehrter geehrtes werte werter',
  ],
  ['closing', 'gruss gruesse gruessen mfg lg vg bg hg fg hochachtungsvoll herzlichst freundlichst'],
  ['mail', 'mail mails email emails nachrichten werbung newsletter'],
  ['requests', 'anfragen'],
  ['yes', 'ja jawohl jep jo gern gerne zusage zugesagt einverstanden klar natuerlich selbstverstaendlich'],
  ['fine', 'ok okay oki'],
  ['agree', 'zusagen'],
  ['no', 'nein noe nee ne absage abgelehnt abgesagt unmoeglich ablehnung'],
  ['decline', 'absagen ablehnen'],
  ['refuse', 'lehne lehnen'],
  ['regret', 'leider bedaure bedauere bedauern bedauerlicherweise schade'],
  ['not', 'nicht nie niemals'],
  ['nothing', 'nichts nix'],
  ['kein', 'kein keine keinen keiner keinem keines keinerlei'],
  ['more', 'mehr'],
  ['new', 'neue neuen neuer'],
  ['take', 'nehme uebernehme behandle therapiere betreue'],
  [
    'toTake',
    'aufnehmen nehmen uebernehmen annehmen behandeln versorgen unterbringen beruecksichtigen einplanen begleiten therapieren betreuen aufgenommen uebernommen genommen',
  ],
  ['can', 'kann koennen'],
  ['want', 'will wollen moechte moechten werde'],
  ['begin', 'anfangen beginnen starten'],
  ['work', 'arbeite arbeiten'],
  ['must', 'muss muessen'],
  [
    'have',
    'habe haben fuehre sehe sehen bekommt erhaelt betraegt gibt bestehen besteht verfuege verfuegen steht stehen hab',
  ],
  ['offer', 'biete bieten anbieten geben gebe ermoeglichen bereitstellen reservieren'],
  ['say', 'sage sagen'],
  ['inform', 'mitteilen'],
  ['to', 'zu zum zur'],
  ['on', 'auf an ueber'],
  ['since', 'ab seit'],
  ['until', 'bis'],
  ['at', 'am um gegen nach vor zwischen kw seite raum zimmer'],
  [
    'place',
    'platz plaetze plaetzen therapieplatz therapieplaetze therapieplaetzen kapazitaet kapazitaeten behandlungsplatz ' +
      'behandlungsplaetze behandlungsplaetzen behandlungskapazitaet behandlungskapazitaeten therapiekapazitaet ' +
      'therapiekapazitaeten psychotherapieplatz psychotherapieplaetze psychotherapieplaetzen',
  ],
  ['intake', 'aufnahme aufnahmen neuaufnahme neuaufnahmen uebernahme'],
  ['lacks', 'fehlt fehlen'],
  ['free', 'frei~ verfuegbar~ vorhanden~ offen~'],
  ['possible', 'moeglich machbar realisierbar umsetzbar moeglichkeit moeglichkeiten'],
  ['fits', 'passt passen geht klappt funktioniert willkommen'],
  ['falls', 'faellt liegt gehoert'],
  ['considered', 'infrage'],
  ['comes', 'kommt kommen'],
  ['entirely', 'komplett vollstaendig vollkommen voellig restlos alles'],
  [
    'full',
    'ausgebucht voll belegt ausgelastet aufnahmestopp aufnahmestop vergeben besetzt ueberlastet erschoepft ausgeschoepft aufgebraucht ueberlaufen',
  ],
  ['fullness', 'kapazitaetsgruenden auslastung platzmangel platzgruenden ueberlastung kapazitaetsmangel'],
  ['help', 'helfen weiterhelfen behilflich unterstuetzen aushelfen schaffe schaffen'],
  ['interest', 'interesse'],
  ['problem', 'problem'],
  [
    'focus',
    'schwerpunkt schwerpunkte schwerpunkten fachgebiet spezialgebiet spezialisierung therapieschwerpunkt behandlungsschwerpunkt behandlungsspektrum profil',
  ],
  [
    'private',
    'privatpatient privatpatienten privatversicherte privatversicherten selbstzahler selbstzahlern selbstzahlerinnen ' +
      'privat privatpraxis privatzahler',
  ],
  ['statutory', 'kassenpatient kassenpatienten kassenzulassung kassensitz kassenplatz kassenplaetze'],
  [
    'language',
    'englisch tuerkisch russisch arabisch franzoesisch spanisch polnisch ukrainisch italienisch farsi persisch deutsch',
  ],
  ['speak', 'spreche'],
  ['qualified', 'qualifiziert spezialisiert ausgebildet'],
  ['waitlist', 'warteliste wartelisten wartelistenplatz wartelistenplaetze'],
  ['waiting', 'wartezeit wartezeiten'],
  ['long', 'lang geschlossen'],
  ['put', 'setzen setze stellen eintragen'],
  [
    'call',
    'anrufen anruf rueckruf telefonat telefonieren ruecksprache telefonische telefonischen telefonisch rufen ruft ruf zurueckrufen ' +
      'sprechen',
  ],
  ['back', 'zurueck'],
  ['becomes', 'wird'],
  ['reach', 'melden meldet kontaktieren kontaktaufnahme'],
  ['info', 'informationen infos info information angaben details'],
  ['need', 'brauche braeuchte benoetige'],
  ['forward', 'weitergeben kontaktdaten'],
  ['query', 'frage fragen rueckfrage rueckfragen'],
  [
    'appointment',
    'erstgespraech erstgespraeche sprechstunde termin termine vorgespraech kennenlernen kennenlerngespraech probatorik gespraech',
  ],
  ['would', 'wuerde wuerden koennte koennten haette haetten waere waeren ginge'],
  [
    'hedge',
    'vielleicht eventuell evtl evt ggf gegebenenfalls moeglicherweise wahrscheinlich vermutlich wohl eher ungern ' +
      'schwierig unsicher weiss glaube denke hoffentlich theoretisch prinzipiell grundsaetzlich duerfte sollte ' +
      'sollten muesste kaum fast beinahe jein voraussichtlich teilweise notfalls uu schauen ueberlegen eigentlich',
  ],
  [
    'condition',
    'wenn falls sofern soweit solange sobald vorausgesetzt voraussetzung bedingung nachdem bevor allerdings ' +
      'mindestens hoechstens maximal sondern jedenfalls sonst ansonsten andernfalls ausserdem trotzdem dennoch nachher je',
  ],
  ['earliest', 'erst fruehestens'],
  ['only', 'nur lediglich ausschliesslich bloss'],
  ['except', 'ausser ausgenommen'],
  ['irony', 'haha hihi lol witzig jaja soso'],
  ['and', 'und u sowie'],
  ['or', 'oder entweder bzw beziehungsweise'],
  ['but', 'aber jedoch hingegen'],
  ['because', 'da weil denn'],
  ['that', 'dass'],
  [
    'when',
    'montag dienstag mittwoch donnerstag freitag samstag sonntag montags dienstags mittwochs donnerstags freitags mo di mi fr sa ' +
      'heute morgen uebermorgen wann uhr h vormittag vormittags nachmittag nachmittags abend abends mittag mittags morgens ' +
      'dienstagvormittag sprechzeiten sprechzeit telefonzeit telefonzeiten erreichbar erreichen jederzeit',
  ],
  [
    'later',
    'januar februar maerz april mai juni juli august september oktober november dezember jan feb jun jul aug sep sept okt nov dez ' +
      'fruehjahr fruehling sommer herbst winter jahr jahres jahren jahre monat monate monaten monats quartal woche wochen ' +
      'ende mitte anfang spaeter demnaechst bald naechste naechsten naechster naechstes kommende kommenden kommendes ' +
      'tage tagen jahresende jahresanfang jahreswechsel sommerferien',
  ],
];
