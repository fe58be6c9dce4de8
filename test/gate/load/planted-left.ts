import { START } from './clean.ts';
import { drop, one, type Planted } from './planting.ts';

export const UNCLEARED: Planted[] = [
  [
    'a mail under no clearance at all',
    (run) => {
      run.mails = [...run.mails, { messageId: '<stranger@x>', subject: 'x', text: 'anything' }];
    },
    /<stranger@x>.* left without a redeemed clearance/,
  ],
  [
    'a mail under a clearance that nobody redeemed',
    (run) => {
      one(run.rows.clearances, { id: 'clearance-mail' }).state = 'open';
    },
    /clearance-mail.* left without a redeemed clearance/,
  ],
  [
    'a mail with another text than the approved one',
    (run) => {
      one(run.decisions, { proposalId: 'mail' }).text = 'as approved, but a word';
    },
    /clearance-mail.* is not the text that was approved/,
  ],
  [
    'a mail after a rejection',
    (run) => {
      one(run.rows.clearances, { id: 'clearance-mail' }).decisionId = 'decision-no';
    },
    /clearance-mail.* left without an approval/,
  ],
  [
    'a call without a clearance',
    (run) => {
      drop(run.rows.clearances, { id: 'clearance-record' });
    },
    /call for clearance-record .* came without a redeemed clearance/,
  ],
  [
    'a call with another content than was cleared',
    (run) => {
      run.callDigests = ['digest-record', 'digest-other'];
    },
    /call for clearance-record .* is not the content that was cleared/,
  ],
  [
    "a call with another proposal's clearance",
    (run) => {
      one(run.rows.clearances, { id: 'clearance-record' }).proposalId = 'price';
    },
    /call for clearance-record .* is of another proposal/,
  ],
  [
    'a clearance without a decision where a person decides',
    (run) => {
      one(run.rows.clearances, { id: 'clearance-price' }).decisionId = null;
    },
    /clearance-price has no decision, and its lane needs a person/,
  ],
  [
    'a clearance that stands on a rejection',
    (run) => {
      one(run.rows.decisions, { id: 'decision-price' }).action = 'reject';
    },
    /clearance-price stands on no approval/,
  ],
  [
    "a clearance that stands on another revision's approval",
    (run) => {
      one(run.rows.clearances, { id: 'clearance-price' }).revision = 2;
    },
    /clearance-price stands on an approval of something else/,
  ],
  [
    'a clearance for another content than was approved',
    (run) => {
      one(run.rows.clearances, { id: 'clearance-price' }).contentDigest = 'digest-other';
    },
    /clearance-price is for another content than was approved/,
  ],
  [
    'a dispatch that began without a redemption',
    (run) => {
      one(run.rows.clearances, { id: 'clearance-price' }).state = 'open';
    },
    /dispatch-price is unknown without a redeemed clearance/,
  ],
  [
    'a dispatch whose redemption is not in the log',
    (run) => {
      drop(run.log, { subjectId: 'clearance-price', became: 'redeemed' });
    },
    /dispatch-price is unknown, and the log has no redemption/,
  ],
  [
    'a dispatch that started while its workflow was paused',
    (run) => {
      run.pauses.push({ workflowId: 'prices', from: START + 1_000, to: START + 1_015 });
    },
    /dispatch-price started while prices was paused/,
  ],
  [
    "a device's dispatch that started while its workflow was paused",
    (run) => {
      run.pauses.push({ workflowId: 'mail', from: START + 990, to: START + 1_005 });
    },
    /dispatch-draft started while mail was paused/,
  ],
  [
    'a dispatch to somebody who was suppressed before',
    (run) => {
      run.suppressed.push({ address: 'draft@buyer.example', from: START + 900 });
    },
    /dispatch-draft started after draft@buyer.example was suppressed/,
  ],
  [
    'a redemption for another content',
    (run) => {
      run.devices.wrongly.push('clearance-draft');
    },
    /clearance-draft was redeemed for another content/,
  ],
];

export const TWICE: Planted[] = [
  [
    'a mail twice',
    (run) => {
      run.mails = [...run.mails, ...run.mails];
    },
    /clearance-mail.* arrived twice/,
  ],
  [
    'a call twice for what a buyer sees',
    (run) => {
      const price = { ...run.calls[0], clearanceId: 'clearance-price', proposalId: 'price' };
      const call = { ...price, kind: 'price.quote', contentDigest: 'digest-price' };
      run.calls = [call, call];
      run.callDigests = ['digest-price', 'digest-price'];
    },
    /call for clearance-price \(price.quote\) came 2 times/,
  ],
  [
    'two dispatches under one clearance',
    (run) => {
      run.rows.dispatches.push({ ...one(run.rows.dispatches, { proposalId: 'draft' }), id: 'two' });
    },
    /clearance-draft has two dispatches/,
  ],
  [
    'a redemption that succeeded twice',
    (run) => {
      run.devices.redeemed.push(...run.devices.redeemed);
    },
    /clearance-draft was redeemed twice/,
  ],
  [
    'a clearance that the log has redeemed twice',
    (run) => {
      run.log.push(one(run.log, { subjectId: 'clearance-draft', became: 'redeemed' }));
    },
    /clearance-draft was redeemed 2 times/,
  ],
  [
    'a mail that was handed over twice',
    (run) => {
      const handed = one(run.log, { subjectId: 'dispatch-mail', became: 'handing_over' });
      run.log.splice(run.log.indexOf(handed), 0, handed);
    },
    /dispatch-mail was handed over 2 times/,
  ],
  [
    'two decisions on one revision',
    (run) => {
      run.rows.decisions.push({ ...one(run.rows.decisions, { proposalId: 'no' }), id: 'other' });
    },
    /no revision 1 has two decisions/,
  ],
];
