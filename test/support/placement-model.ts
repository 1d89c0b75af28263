/** What the matching service may say of a request; it says `created` once, whatever else it said before. */
export type Word = 'created' | 'open' | 'rejected' | 'accepted';

/** When and where it was said: instants as text, a partition for all words about one request. */
export interface Said {
  at: string;
  partition: number;
  offset: number;
}

/** Which requests are open, by what the matching service said of them and of the others of their patients. */
export interface PlacementModel {
  say(id: number, word: Word, said: Said): void;
  isCreated(id: number): boolean;
  isOpen(id: number): boolean;
}

interface Known {
  created: boolean;
  status: Exclude<Word, 'created'>;
  last: Said;
  /** The latest acceptance of another request of the patient that was ever standing while both were known. */
  overtakenBy?: Said;
}

/**
 * The rules of placements in the simplest form, over words in the order in which they arrive: of one request the last word
 * counts; a standing acceptance overtakes every earlier word on the patient's other requests, for good.
 */
export function createPlacementModel(patientOf: (id: number) => number): PlacementModel {
  const requests = new Map<number, Known>();

  const overtake = () => {
    const known = [...requests].filter(([, { created }]) => created);
    for (const [accepted, { status, last }] of known)
      for (const [id, other] of known) {
        if (status !== 'accepted' || id === accepted || patientOf(id) !== patientOf(accepted)) continue;
        if (!other.overtakenBy || isLater(last, other.overtakenBy)) other.overtakenBy = last;
      }
  };

  return {
    say(id, word, said) {
      const known = requests.get(id);
      const isOld = known !== undefined && said.offset <= known.last.offset;
      if (word === 'created') {
        if (known?.created) return;
        requests.set(id, {
          status: 'open',
          last: said,
          ...known,
          ...(!isOld && { last: said }),
          created: true,
        });
      } else if (!isOld) requests.set(id, { created: false, ...known, status: word, last: said });
      overtake();
    },
    isCreated: (id) => requests.get(id)?.created === true,
    isOpen(id) {
      const known = requests.get(id);
      if (!known?.created || known.status !== 'open') return false;
      return !known.overtakenBy || isLater(known.last, known.overtakenBy);
    },
  };
}

function isLater(one: Said, other: Said): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return one.partition === other.partition && one.offset > other.offset;
}
