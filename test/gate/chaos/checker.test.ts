import { describe, expect, it } from 'vitest';
import { check, type Evidence } from './check.ts';

/** A run that kept every rule: one executed, one unknown by a kill, one edited, one rejected. */
const clean = (): Evidence => ({
  decided: [
    decided('a', 'approve', 'as written'),
    decided('b', 'approve', 'cut off'),
    decided('c', 'approve_edited', 'as edited'),
    decided('d', 'reject', ''),
  ],
  proposed: ['a', 'b', 'c', 'd'],
  proposals: [
    { id: 'a', state: 'executed', revision: 1 },
    { id: 'b', state: 'unknown', revision: 1 },
    { id: 'c', state: 'executed', revision: 1 },
    { id: 'd', state: 'rejected', revision: 1 },
  ],
  decisions: [
    { id: 'decision-a', proposalId: 'a', action: 'approve', accepted: true },
    { id: 'decision-b', proposalId: 'b', action: 'approve', accepted: true },
    { id: 'decision-c', proposalId: 'c', action: 'approve_edited', accepted: true },
    { id: 'decision-d', proposalId: 'd', action: 'reject', accepted: true },
  ],
  clearances: ['a', 'b', 'c'].map((id) => ({
    id: `clearance-${id}`,
    proposalId: id,
    decisionId: `decision-${id}`,
    state: 'redeemed',
  })),
  dispatches: [dispatch('a', 'executed'), dispatch('b', 'unknown'), dispatch('c', 'executed')],
  mails: [mail('a', 'as written\n'), mail('c', 'as edited\n')],
  followed: new Map([
    ['a', '1 executed'],
    ['b', '1 unknown'],
    ['c', '1 executed'],
    ['d', '1 rejected'],
  ]),
  fresh: new Map([
    ['a', '1 executed'],
    ['b', '1 unknown'],
    ['c', '1 executed'],
    ['d', '1 rejected'],
  ]),
  kills: [{ what: 'gate', from: 1_100, to: 1_120 }],
  surprises: [],
});

function decided(
  id: string,
  action: 'approve' | 'approve_edited' | 'reject',
  text: string,
): Evidence['decided'][number] {
  return { decisionId: `decision-${id}`, proposalId: id, action, text, acknowledged: true };
}

function dispatch(id: string, state: string): Evidence['dispatches'][number] {
  const clearanceId = `clearance-${id}`;
  const times = { handedOverAt: 1_000, finishedAt: 2_000 };
  return { id: `dispatch-${id}`, proposalId: id, clearanceId, state, ...times };
}

function mail(id: string, text: string): Evidence['mails'][number] {
  return { messageId: `<clearance-${id}@seller.example>`, subject: `Number ${id}`, text };
}

const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error('the clean run is not empty');
  return one;
};

/** A violation, planted into the clean run, and what the checker must say of it. */
const PLANTED: [name: string, plant: (run: Evidence) => void, says: RegExp][] = [
  [
    'a mail sent twice under one id',
    (run) => {
      run.mails = [...run.mails, first(run.mails)];
    },
    /arrived twice/,
  ],
  [
    'an executed approval without a mail',
    (run) => {
      run.mails = run.mails.slice(1);
    },
    /a \(approve\) is executed with 0 mails/,
  ],
  [
    'an executed approval with two mails under two clearances',
    (run) => {
      run.clearances.push({ ...first(run.clearances), id: 'clearance-a2' });
      run.mails = [...run.mails, mail('a2', 'as written')];
    },
    /a \(approve\) is executed with 2 mails/,
  ],
  [
    'an unknown with two mails',
    (run) => {
      run.clearances.push({ ...first(run.clearances), id: 'clearance-b2', proposalId: 'b' });
      run.mails = [...run.mails, mail('b', 'cut off'), mail('b2', 'as written')];
    },
    /b \(approve\) is unknown with 2 mails/,
  ],
  [
    'an unknown without any kill',
    (run) => {
      run.kills = [];
    },
    /b \(approve\) is unknown, and nothing was killed/,
  ],
  [
    'an unknown whose kill came before the handing over',
    (run) => {
      run.kills = [{ what: 'gate', from: 900, to: 990 }];
    },
    /b \(approve\) is unknown, and nothing was killed/,
  ],
  [
    'an unknown whose kill came after it was recorded',
    (run) => {
      run.kills = [{ what: 'database', from: 2_001, to: 2_500 }];
    },
    /b \(approve\) is unknown, and nothing was killed/,
  ],
  [
    'an unknown that never handed over',
    (run) => {
      run.dispatches = run.dispatches.map((row) => ({ ...row, handedOverAt: null }));
    },
    /b \(approve\) is unknown, and nothing was killed/,
  ],
  [
    'a refused approval with a mail',
    (run) => {
      first(run.dispatches).state = 'refused';
      first(run.proposals).state = 'refused';
    },
    /a \(approve\) is refused with 1 mails/,
  ],
  [
    'an approval that failed though nothing stood in its way',
    (run) => {
      first(run.dispatches).state = 'failed';
      first(run.proposals).state = 'failed';
      run.mails = run.mails.slice(1);
    },
    /a \(approve\) ended failed/,
  ],
  [
    'an approval that never ended',
    (run) => {
      first(run.dispatches).state = 'claimed';
      first(run.proposals).state = 'dispatching';
    },
    /a \(approve\) never ended: dispatching, dispatch claimed/,
  ],
  [
    'an approval without a dispatch',
    (run) => {
      run.dispatches = run.dispatches.slice(1);
    },
    /a \(approve\) has 0 dispatches/,
  ],
  [
    'a proposal that says other than its dispatch',
    (run) => {
      first(run.proposals).state = 'unknown';
    },
    /a \(approve\) is unknown, its dispatch executed/,
  ],
  [
    'a rejection that left as a mail',
    (run) => {
      run.clearances.push({
        id: 'clearance-d',
        proposalId: 'd',
        decisionId: 'decision-d',
        state: 'redeemed',
      });
      run.mails = [...run.mails, mail('d', 'rejected text')];
    },
    /d \(reject\) was dispatched, 1 mails/,
  ],
  [
    'a rejection that ended otherwise',
    (run) => {
      run.proposals = run.proposals.map((row) =>
        row.id === 'd' ? { ...row, state: 'pending' } : row,
      );
    },
    /d \(reject\) ended pending/,
  ],
  [
    'a mail under a clearance that nobody redeemed',
    (run) => {
      first(run.clearances).state = 'open';
    },
    /left without a redeemed clearance/,
  ],
  [
    'a mail under no clearance at all',
    (run) => {
      run.mails = [...run.mails, mail('stranger', 'anything')];
    },
    /clearance-stranger.* left without a redeemed clearance/,
  ],
  [
    'a mail whose clearance names no decision of a person',
    (run) => {
      first(run.clearances).decisionId = null;
    },
    /left without an approval/,
  ],
  [
    'a mail with another text than the approved one',
    (run) => {
      run.mails = [mail('a', 'as written!'), ...run.mails.slice(1)];
    },
    /is not the text that was approved/,
  ],
  [
    'the unedited text of an edited mail',
    (run) => {
      run.mails = [...run.mails.slice(0, 1), mail('c', 'as written')];
    },
    /clearance-c.* is not the text that was approved/,
  ],
  [
    'a dispatch that began without a redemption',
    (run) => {
      const [, clearance] = run.clearances;
      if (clearance) clearance.state = 'open';
    },
    /dispatch-b is unknown without a redeemed clearance/,
  ],
  [
    'an acknowledged decision that is gone',
    (run) => {
      run.decisions = run.decisions.slice(1);
    },
    /decision-a was acknowledged and is lost/,
  ],
  [
    'an acknowledged decision that no longer stands',
    (run) => {
      first(run.decisions).accepted = false;
    },
    /decision-a was acknowledged and is lost/,
  ],
  [
    'an acknowledged decision kept as another one',
    (run) => {
      first(run.decisions).action = 'reject';
    },
    /decision-a was acknowledged and is lost/,
  ],
  [
    'a decision that never got an answer',
    (run) => {
      first(run.decided).acknowledged = false;
    },
    /decision-a was never answered/,
  ],
  [
    'an acknowledged proposal that is gone',
    (run) => {
      run.proposed.push('e');
    },
    /proposal e was acknowledged and is lost/,
  ],
  [
    'a follower who missed the last change',
    (run) => {
      run.followed.set('a', '1 dispatching');
    },
    /the feed gave who followed it "1 dispatching" for a, which is "1 executed"/,
  ],
  [
    'a follower who never saw a proposal',
    (run) => {
      run.followed.delete('d');
    },
    /the feed gave who followed it "undefined" for d/,
  ],
  [
    'a proposal missing for who starts over',
    (run) => {
      run.fresh.delete('b');
    },
    /the feed gave who starts over "undefined" for b/,
  ],
  [
    'an answer that no client should get',
    (run) => {
      run.surprises.push('decision on number 3: answered 500 The gate failed');
    },
    /answered 500/,
  ],
];

describe('the checker', () => {
  it('finds nothing in a run that kept every rule', () => {
    expect(check(clean())).toEqual([]);
  });

  it('takes an unknown whose mail did arrive', () => {
    const run = clean();
    run.mails = [...run.mails, mail('b', 'cut off')];
    expect(check(run)).toEqual([]);
  });

  it.each(PLANTED)('finds %s', (_name, plant, says) => {
    const run = clean();
    plant(run);
    expect(check(run).join('\n')).toMatch(says);
  });
});
