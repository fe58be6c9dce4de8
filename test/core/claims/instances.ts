// What the weights of three rules are fitted to: the development parts of the labelled sets, and
// nothing that is kept apart.
import { checkedOf } from '../../../src/core/claims/check.ts';
import { phrased } from '../../../src/core/claims/commitment.ts';
import { saidIn } from '../../../src/core/claims/commitment-features.ts';
import { type Known, knownFrom, namesReader } from '../../../src/core/claims/company.ts';
import { placesOf } from '../../../src/core/claims/company-features.ts';
import { company, means } from '../../../src/core/claims/company-name.ts';
import { fold } from '../../../src/core/claims/fold.ts';
import type { Checked } from '../../../src/core/claims/passage.ts';
import { partsOf } from '../../../src/core/claims/texts.ts';
import { candidates } from '../../../src/core/claims/unsupported.ts';
import {
  type Example,
  type LabelledSet,
  labelled,
  RULES,
  type Rule,
  rulesOf,
  SETS,
} from '../../fixtures/claims/labelled.ts';
import type { Instance } from './logistic.ts';

/** `set` lets one be left out, to see what carries over to it. */
export type Sourced = Instance & { set: LabelledSet; id: string };

const FRESH: readonly Rule[] = ['greeting', 'company', 'unsupported', 'commitment'];

/** The sentences that the tests hold the rules to are few and short, and must come out right. */
const weightOf = (id: string): number => (/-s\d\d$/.test(id) ? 3 : 1);

type Source = { set: LabelledSet; example: Example };

function developed(rule: Rule): Source[] {
  const sets: LabelledSet[] = [
    ...SETS.filter((set) => rulesOf(set).includes(rule)),
    ...(FRESH.includes(rule) ? (['fresh'] as const) : []),
  ];
  return sets.flatMap((set) =>
    labelled(rule, set)
      .filter(({ heldOut }) => !heldOut)
      .map((example) => ({ set, example })),
  );
}

const checkedIn = ({ input }: Example): Checked[] =>
  partsOf(input.content).map((part) => checkedOf(part, input));

/** Each sentence; of a mail with a promise only the sentence that makes it, for others may too. */
export function commitmentInstances(): Sourced[] {
  return developed('commitment').flatMap(({ set, example }) =>
    checkedIn(example).flatMap(({ passages }) => {
      const ranges = passages.flatMap(({ field, text }) => {
        const start = example.mark === undefined ? -1 : text.indexOf(example.mark);
        return start < 0 ? [] : [{ field, start, end: start + (example.mark?.length ?? 0) }];
      });
      return saidIn(passages).flatMap(({ field, start, end, features }): Sourced[] => {
        const label =
          example.flag &&
          ranges.some((one) => one.field === field && one.start < end && start < one.end);
        return label || !example.flag
          ? [{ set, id: example.id, features, label, weight: weightOf(example.id) }]
          : [];
      });
    }),
  );
}

/** Sentences of the other rules' mails, of which hardly any promises; one that the patterns find is left out. */
export function ordinarySentences(): Sourced[] {
  return RULES.filter((rule) => rule !== 'commitment').flatMap((rule) =>
    developed(rule).flatMap(({ set, example }) =>
      checkedIn(example).flatMap(({ passages }) => {
        const promised = phrased(passages);
        return saidIn(passages)
          .filter(
            (one) =>
              !promised.some(
                ({ field, start }) => field === one.field && start >= one.start && start < one.end,
              ),
          )
          .map(({ features }) => ({ set, id: example.id, features, label: false, weight: 0.1 }));
      }),
    ),
  );
}

const marked = (name: string, { flag, mark }: Example): boolean =>
  flag && mark !== undefined && (mark.includes(name) || name.includes(mark));

const evident = (name: string, { evidence }: Known): boolean =>
  evidence.some((quote) => quote.includes(fold(name)));
const among = (name: string, companies: Known['companies']): boolean =>
  companies.some((one) => means(company(name), one));

/**
 * Each unexplained name; and, the other way round, each mail with its reader's company taken for an
 * unknown one, which then stands where a wrong one would. Other rules' mails count less: nobody
 * looked at them for this.
 */
export function companyInstances(): Sourced[] {
  return RULES.flatMap((rule) =>
    developed(rule).flatMap(({ set, example }) =>
      checkedIn(example).flatMap((checked): Sourced[] => {
        const known = knownFrom(checked);
        if (!known) return [];
        const mine = rule === 'company';
        const weight = mine ? weightOf(example.id) : 0.3;
        const of = { set, id: example.id };
        const theirs = known.theirs.map(company);
        const others = known.companies.filter(
          (one) => !theirs.some((its) => its.joined === one.joined),
        );
        const places = placesOf(checked.passages, {
          named: namesReader(checked, known),
          isKnown: (name) => among(name, known.companies) || evident(name, known),
        }).map(({ name, features }) => {
          const label = mine && marked(name, example);
          return { ...of, features, label, weight: label ? 2 * weight : weight };
        });
        if (mine && example.flag) return places;
        const swapped = placesOf(checked.passages, {
          named: false,
          isKnown: (name) => among(name, others),
        }).map(({ name, features }) => ({
          ...of,
          features,
          label: among(name, theirs),
          weight: weight / 2,
        }));
        return [...places, ...swapped];
      }),
    ),
  );
}

/** Each number that no evidence proves and that is weighed. */
export function unsupportedInstances(): Sourced[] {
  return developed('unsupported').flatMap(({ set, example }) =>
    checkedIn(example).flatMap((checked) =>
      candidates(checked).flatMap(({ fact: { at, weighed }, features }): Sourced[] => {
        if (!weighed || !at || features.length === 0) return [];
        const text = checked.passages.find(({ field }) => field === at.field)?.text ?? '';
        const said = text.slice(at.start, at.end);
        const label = marked(said, example);
        // beside the labelled one there may be others that nobody labelled
        if (example.flag && !label) return [];
        return [{ set, id: example.id, features, label, weight: 1 }];
      }),
    ),
  );
}
