import { at, way } from './clean.ts';
import { drop, one, type Planted, reader } from './planting.ts';

export const LOST: Planted[] = [
  [
    'a decision that never got an answer',
    (run) => {
      one(run.decisions, { proposalId: 'no' }).answer = null;
    },
    /decision-no was never answered/,
  ],
  [
    'an acknowledged decision that is gone',
    (run) => {
      drop(run.rows.decisions, { id: 'decision-no' });
    },
    /decision-no was acknowledged and is lost/,
  ],
  [
    'an acknowledged decision kept as another one',
    (run) => {
      one(run.rows.decisions, { id: 'decision-no' }).action = 'approve';
    },
    /decision-no was acknowledged and is lost/,
  ],
  [
    'an acknowledged decision kept for another revision',
    (run) => {
      one(run.rows.decisions, { id: 'decision-no' }).revision = 2;
    },
    /decision-no was acknowledged and is lost/,
  ],
  [
    'an acknowledged decision that was not accepted',
    (run) => {
      one(run.rows.decisions, { id: 'decision-no' }).accepted = false;
    },
    /decision-no was acknowledged and is lost/,
  ],
  [
    'a refused decision that is accepted',
    (run) => {
      one(run.decisions, { proposalId: 'no' }).answer = 'conflict';
    },
    /decision-no was refused and is accepted/,
  ],
  [
    'an acknowledged proposal that is gone',
    (run) => {
      run.agents.proposed.push({ id: 'gone', revision: 1 });
    },
    /proposal gone was acknowledged and is lost/,
  ],
  [
    'an acknowledged revision that is gone',
    (run) => {
      run.agents.proposed.push({ id: 'no', revision: 2 });
    },
    /revision 2 of no was acknowledged and is lost/,
  ],
  [
    'an acknowledged withdrawal that is none',
    (run) => {
      run.agents.withdrawn.push('mail');
    },
    /withdrawal of mail was acknowledged; it is executed/,
  ],
  [
    'an acknowledged redemption that is gone',
    (run) => {
      one(run.rows.clearances, { id: 'clearance-draft' }).state = 'open';
    },
    /redemption of clearance-draft was acknowledged and is lost/,
  ],
  [
    'an acknowledged redemption without its dispatch',
    (run) => {
      drop(run.rows.dispatches, { id: 'dispatch-draft' });
    },
    /redemption of clearance-draft has no dispatch dispatch-draft/,
  ],
  [
    'an acknowledged result that is another one',
    (run) => {
      one(run.rows.dispatches, { id: 'dispatch-draft' }).state = 'failed';
    },
    /dispatch-draft was reported executed and is failed/,
  ],
  [
    'a dispatch that never ended',
    (run) => {
      one(run.rows.dispatches, { id: 'dispatch-mail' }).state = 'claimed';
    },
    /dispatch-mail \(gate:smtp\) never ended: claimed/,
  ],
  [
    "a device's dispatch that never ended, though the device knows of it",
    (run) => {
      one(run.rows.dispatches, { id: 'dispatch-draft' }).state = 'claimed';
    },
    /dispatch-draft \(gmail-compose:device\) never ended: claimed/,
  ],
  [
    'an executed mail that never arrived',
    (run) => {
      run.mails = [];
    },
    /dispatch-mail \(gate:smtp\) is executed with 0 mails/,
  ],
  [
    'an executed call that never arrived',
    (run) => {
      run.calls = [];
    },
    /dispatch-record \(gate:webhook\) is executed, and nothing arrived/,
  ],
  [
    'a refused call that arrived',
    (run) => {
      one(run.rows.dispatches, { id: 'dispatch-record' }).state = 'refused';
    },
    /dispatch-record \(gate:webhook\) is refused, and 2 calls arrived/,
  ],
  [
    'an unknown without any fault',
    (run) => {
      run.kills = [];
    },
    /dispatch-price \(gate:webhook\) is unknown, and nothing was killed/,
  ],
];

export const FEEDS: Planted[] = [
  [
    'a follower who missed the last change',
    (run) => {
      reader(run).followed.set('mail', '1 dispatching');
    },
    /manager 1: the feed gave who followed it "1 dispatching" for mail, which is "1 executed"/,
  ],
  [
    'a follower who never saw a proposal',
    (run) => {
      reader(run).followed.delete('no');
    },
    /the feed gave who followed it "undefined" for no/,
  ],
  [
    'a proposal that is missing for who starts over',
    (run) => {
      reader(run).fresh.delete('no');
    },
    /the feed gave who starts over "undefined" for no/,
  ],
  [
    "somebody else's proposal",
    (run) => {
      reader(run).followed.set('secret', '1 pending');
    },
    /the feed showed secret, which is not for this reader/,
  ],
  [
    'a cursor that goes back',
    (run) => {
      one(reader(run).pages, { cursor: '100.7' }).cursor = '99.8';
    },
    /the cursor went back from 100.1 to 99.8/,
  ],
  [
    'a cursor that goes back within a transaction',
    (run) => {
      one(reader(run).pages, { cursor: '100.7' }).cursor = '100.0';
    },
    /the cursor went back from 100.1 to 100.0/,
  ],
  [
    'an old revision after a new one',
    (run) => {
      const [entry] = one(reader(run).pages, { cursor: '100.1' }).entries;
      if (entry) entry.revision = 2;
    },
    /the feed gave revision 1 of mail after 2/,
  ],
  [
    'an old state after a new one',
    (run) => {
      reader(run).pages.reverse();
      for (const page of reader(run).pages) page.cursor = '100.1';
    },
    /the feed gave mail as dispatching out of its order/,
  ],
];

export const AUDIT: Planted[] = [
  [
    'a finding of the verifier',
    (run) => {
      run.verdict.findings.push('line 4: the hash is not of this row');
    },
    /audit chain does not verify: line 4/,
  ],
  [
    'rows that were never sealed',
    (run) => {
      run.verdict.unsealed = 2;
    },
    /2 rows of the audit log were never sealed/,
  ],
  [
    'an export that leaves rows out',
    (run) => {
      run.verdict.rows += 1;
    },
    /the audit export does not have every row/,
  ],
  [
    'an arrow that is not drawn',
    (run) => {
      run.log.push(
        ...way('proposal', 'new', { from: 0, states: ['pending', 'executed'], of: 'new' }),
      );
    },
    /proposal new went from pending to executed/,
  ],
  [
    'a step that is not in the log',
    (run) => {
      drop(run.log, { subjectId: 'mail', became: 'dispatching' });
    },
    /proposal mail became executed from dispatching, and was approved/,
  ],
  [
    'a state that the log does not know',
    (run) => {
      one(run.proposals, { id: 'no' }).state = 'withdrawn';
    },
    /proposal no is withdrawn; the log says rejected/,
  ],
  [
    'a dispatch of nothing',
    (run) => {
      const row = one(run.log, { subjectId: 'dispatch-mail', became: 'claimed' });
      run.log.push({ ...row, at: at(2_000), subjectId: 'stray', proposalId: 'gone' });
    },
    /dispatch stray is of no proposal/,
  ],
  [
    'a decision that is not in the log',
    (run) => {
      drop(run.log, { subjectId: 'decision-no' });
    },
    /decision decision-no is not in the audit log/,
  ],
  [
    'a decision without its signature in the export',
    (run) => {
      run.verdict.signatures = 3;
    },
    /4 decisions, and 3 signatures in the export/,
  ],
  [
    'an answer that no client should get',
    (run) => {
      run.surprises.push('a proposal: answered 500 The gate failed');
    },
    /answered 500/,
  ],
];
