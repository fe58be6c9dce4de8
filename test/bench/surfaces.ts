import { ARM_AFTER_MS, DEFAULT_KEYS } from '../../src/pages/review/keys.ts';
import { ADDED, PRESSES, type Press, type Way } from '../e2e/mix.ts';
import { type Operator, ops, type Step } from './klm.ts';

/** One decision to script: the way it goes, and how many findings are looked up for it. */
export type Task = { way: Way; looks: number };

/** Characters of the right value that is typed where no key puts it there: "12 %". */
const VALUE = 4;

/*
 * Ours: the keys of the shipped map, as two-hundred.e2e.ts presses them. The hands stay on the keys; M
 * stands before each command and each choice of a reason or person. The item can be decided
 * ARM_AFTER_MS after it came, which M covers.
 */
export function ours({ way, looks }: Task): Step[] {
  const walk = Array.from({ length: looks }, () => ({
    does: 'its evidence, beside the text',
    ops: keys(DEFAULT_KEYS.finding),
  }));
  return [
    { does: 'the item comes', ops: [], responds: ARM_AFTER_MS / 1000 },
    ...walk,
    ...PRESSES[way].map((press: Press): Step => {
      if (typeof press === 'object')
        return { does: `type ${press.typed}`, ops: typed(press.typed) };
      if (press === 'digit') return { does: 'choose', ops: ops('MK') };
      return { does: press, ops: ['M', ...keys(DEFAULT_KEYS[press])] };
    }),
  ];
}

const keys = (key: string): Operator[] => ops(/^[A-Z?]$/.test(key) ? 'KK' : 'K');
const typed = (text: string): Operator[] =>
  /^[A-Z][a-z]+$/.test(text)
    ? ops('K')
    : [...text].flatMap((key) => keys(key === '?' || /[A-Z]/.test(key) ? key : 'x'));

export type PlainOptions = {
  /** asks "are you sure?" after each decision; many do, a plainer one doesn't */
  confirms: boolean;
  /** evidence is on the page, as ours has it, not behind a link */
  evidence: boolean;
};
export const PLAIN: PlainOptions = { confirms: true, evidence: false };

/*
 * A plain queue: a list, a page for each row, buttons. No keys, no batch, evidence behind its link. It is
 * given what it can be given: it responds at once, everything but the evidence is on the row's page, a
 * link opens in a tab that one click closes, nothing is scrolled, the reason is one list, and the hand
 * is on the mouse when a row comes. M stands only before what is decided: not before a row, a link, a
 * confirmation or the way back, which what was done before implies.
 */
export function plain({ way, looks }: Task, options: PlainOptions = PLAIN): Step[] {
  const click = (does: string): Step => ({ does, ops: ops('PBB') });
  const decide = (does: string): Step => ({ does, ops: ops('MPBB') });
  const end = [...(options.confirms ? [click('confirm')] : []), click('back to the list')];
  const evidence = options.evidence
    ? []
    : Array.from({ length: looks }, () => [click('evidence link'), click('close its tab')]).flat();
  const begin = [click('the row'), ...evidence];
  const approve = [decide('approve'), ...end];
  switch (way) {
    case 'approve':
    case 'approve and send':
    case 'approve all':
      return [...begin, ...approve];
    case 'reject':
    case 'reject all':
      return [...begin, decide('reject'), click('reasons'), decide('one of them'), ...end];
    case 'escalate':
      return [...begin, decide('escalate'), ...end];
    case 'escalate to somebody':
      return [...begin, decide('escalate'), click('people'), decide('one of them'), ...end];
    case 'mend':
      return [
        ...begin,
        decide('edit'),
        { does: 'mark the wrong value', ops: ops('PBPB') },
        { does: 'type the right one', ops: ops(`H${'K'.repeat(VALUE)}H`) },
        click('save'),
        ...approve,
      ];
    case 'type':
      return [
        ...begin,
        decide('edit'),
        click('the end of the text'),
        { does: `type ${ADDED}`, ops: ['H', ...typed(ADDED), 'H'] },
        click('save'),
        ...approve,
      ];
  }
}
