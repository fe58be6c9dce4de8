import { randomUUID } from 'node:crypto';
import { DEFAULT_CONDUCT } from '../../../src/core/conduct/policy.ts';
import type { RouteName } from '../../../src/protocol/routes.ts';
import { type Device, decision, pairingCode, proposal, signed } from '../http/harness.ts';
import { digestsOf } from './compose.ts';
import { calibration, type MAKE, type Made, mailTo, type Place, workflowOf } from './place.ts';

/** What a request is made of: who asks, and of whose workspace the things are that it names. */
export type Asked = {
  own: Place;
  device: Device;
  /** whose the things in body and query are */
  of: Place;
  made: Made;
};

/** How to call an endpoint so that it does what it is for. */
export type Attempt = {
  /** what `{id}` is of; made anew for each request */
  make?: keyof typeof MAKE;
  query?: (asked: Asked) => string;
  body?: (asked: Asked) => unknown;
  /** status for who may; the route's own if left out */
  done?: number;
  /** only this device: what is redeemed or reported on is bound to it */
  by?: 'rep';
  /** statuses when query or body name things of another workspace; left out where they name none */
  elsewhere?: readonly number[];
  /** what an answer of 200 to that must be */
  nothing?: object;
  /** the path's id is the caller's to choose: naming another workspace's makes one's own */
  makesOwn?: true;
  /** ends the device that calls */
  ends?: true;
};

const reason = { reason: 'tried by the test' };
const someone = (domain: string): string => `p-${randomUUID().slice(0, 8)}@${domain}.example`;

/** The next version of a workflow that was just made. */
const second = (of: Place, id: string) => {
  const first = workflowOf(of, id);
  return { ...first, name: 'Renamed', policy: { ...first.policy, version: 2 } };
};

/**
 * One row for each operation of the OpenAPI document. A new endpoint without one fails the test:
 * say here how it is called rightly, and it is tried wrongly in every way.
 */
export const ATTEMPTS: Record<RouteName, Attempt> = {
  propose: {
    body: ({ of }) => proposal({ workflowId: of.workflowId, content: mailTo(of) }),
    elsewhere: [404, 422],
  },
  revise: {
    make: 'proposal',
    body: ({ of }) => proposal({ workflowId: of.workflowId, content: mailTo(of) }),
    elsewhere: [404, 422],
  },
  withdraw: { make: 'proposal' },
  awaitDecision: { make: 'proposal' },
  signals: {
    make: 'proposal',
    body: ({ own, of, made: { id: proposalId } }) => {
      const at = new Date().toISOString();
      // Of one's own an opt-out would stop all that is tried after it.
      const type = own === of ? 'delivered' : 'unsubscribe';
      const signal = { id: randomUUID(), type, at, proposalId };
      return { signals: [{ ...signal, person: of.buyer }] };
    },
    elsewhere: [200, 404, 422],
  },
  pair: {
    body: async ({ own, device }) => ({
      code: await pairingCode(own.gate.store, own.team.workspaceId),
      device: 'Laptop',
      jwk: device.jwk,
    }),
  },
  token: {
    body: ({ own, of, device }) => ({ deviceId: own === of ? device.deviceId : of.rep.deviceId }),
    elsewhere: [401],
  },
  me: {},
  drawSpotCheck: {
    body: ({ of }) => ({
      n: 10,
      from: new Date(Date.now() - 86_400_000).toISOString(),
      workflowId: of.workflowId,
    }),
    elsewhere: [404],
  },
  spotChecks: {},
  oversight: {},
  spotCheck: { make: 'spotCheck' },
  sent: { query: () => '?limit=5' },
  reportDefect: {
    make: 'executed',
    body: () => ({ foundBy: 'prospect', note: 'tried by the test' }),
  },
  revokeDevice: { ends: true },
  live: {},
  sync: {},
  decide: {
    make: 'compose',
    body: async ({ of, device, made: { id, facts } }) => {
      const item = { id, revision: 1, contentDigest: facts?.contentDigest ?? '' };
      const compose = await digestsOf(mailTo(of, 'compose'));
      return { decisions: [await signed(device, await decision(of.team, item, compose))] };
    },
    elsewhere: [200],
    nothing: { answers: [{ status: 'conflict' }] },
  },
  bind: {
    make: 'compose',
    body: () => {
      const account = 'rep@acme.example';
      return { revision: 1, host: 'gmail', account, draftId: randomUUID() };
    },
  },
  unbind: { make: 'compose' },
  proposal: { make: 'proposal' },
  standing: { make: 'proposal' },
  lease: {
    make: 'proposal',
    body: ({ made: { id } }) => ({ proposalId: id }),
    elsewhere: [404],
  },
  exportQueue: {},
  checkQueue: {
    make: 'proposal',
    body: ({ made: { id } }) =>
      `decision,proposal,revision,digest\r\nreject,${id},1,${'0'.repeat(64)}\r\n`,
    elsewhere: [200],
    nothing: { ready: [] },
  },
  clearance: { make: 'clearance' },
  redeem: { make: 'openCompose', body: ({ made: { facts } }) => facts, by: 'rep' },
  result: { make: 'underWay', body: () => ({ outcome: 'executed' }), by: 'rep' },
  workflows: {},
  pause: { make: 'workflow', body: () => reason },
  resume: { make: 'workflow', body: () => reason },
  brakes: {},
  brake: { make: 'trippedBrake' },
  restartBrake: { make: 'trippedBrake', body: () => reason },
  brakeBudget: {},
  putBrakeBudget: { body: () => ({ every: 2000 }) },
  alerts: {},
  seeAlert: { make: 'alert' },
  closeAlert: { make: 'alert', body: () => ({ verdict: 'noise' }) },
  ramps: {},
  watchRamp: { make: 'ramp', by: 'rep' },
  widenRamp: { make: 'fullRamp', body: () => reason },
  dispatches: {
    make: 'proposal',
    query: ({ made: { id } }) => `?proposalId=${id}`,
    elsewhere: [200],
    nothing: { dispatches: [] },
  },
  // Of one's own a whole workflow would end what is tried after it.
  sweep: {
    body: ({ own, of }) => ({
      ...(own === of ? { template: 'none-such' } : { workflowId: of.workflowId, agent: 'Writer' }),
      ...reason,
    }),
    elsewhere: [201],
    nothing: { stopped: [], underWay: [] },
  },
  recall: {
    body: ({ of }) => ({ reviewer: of.managerEmail, since: new Date().toISOString(), ...reason }),
    elsewhere: [404],
  },
  reading: {},
  attempts: { make: 'dispatch' },
  resolve: { make: 'unknownOutcome', body: () => ({ outcome: 'executed', ...reason }) },
  // Mail cannot be asked about; that it is 409 and not 404 shows that it was found.
  ask: { make: 'unknownOutcome', body: () => ({}), done: 409 },
  deliveries: {
    make: 'proposal',
    query: ({ made: { id } }) => `?proposalId=${id}`,
    elsewhere: [200],
    nothing: { deliveries: [] },
  },
  lanes: {},
  closeLane: { make: 'workflow', body: () => reason },
  laneReport: { make: 'workflow' },
  exposure: { make: 'workflow' },
  audits: {},
  metrics: {},
  antiPatterns: {},
  // Nothing is found in a workspace of a few proposals, so there is nothing to mend.
  fixAntiPattern: {
    body: ({ of }) => ({ finding: `A4:rules:${of.workflowId}`, fix: 'none-such', ...reason }),
    done: 404,
    elsewhere: [404],
  },
  scan: {},
  scanInventory: { body: () => ({ csv: 'type,name,approval\nagent,Writer,none\n' }) },
  scanInventoryCsv: { body: () => 'type,name,approval\nagent,Writer,none\n' },
  exportAudit: {},
  findings: {},
  accuracy: {},
  exportCorrections: { make: 'corrected' },
  report: { query: () => '?from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z' },
  disclosures: {},
  map: {},
  putDisclosures: { body: () => ({ dataCategories: [], subProcessors: [] }) },
  weekly: {},
  weeklyAct: {
    make: 'workflow',
    body: ({ made: { id: workflowId } }) => ({
      ...{ act: 'tighten', workflowId, policyVersion: 1, confidenceLine: 0.99, ...reason },
    }),
    elsewhere: [404],
  },
  putWorkflow: {
    make: 'workflow',
    body: ({ of, made: { id } }) => {
      const next = workflowOf(of, id);
      // A change of one's own counts up by one; what is new here begins at one.
      const version = id.startsWith(of.name) ? 2 : 1;
      return { ...next, name: 'Renamed', policy: { ...next.policy, version } };
    },
    makesOwn: true,
  },
  workflowVersions: { make: 'workflow' },
  policyFacts: { make: 'workflow' },
  simulatePolicy: {
    make: 'workflow',
    body: ({ of, made: { id } }) => ({ workflow: second(of, id) }),
  },
  publishPolicy: {
    make: 'workflow',
    body: ({ of, made: { id } }) => ({ workflow: second(of, id), ...reason }),
  },
  rollBackPolicy: {
    make: 'workflow',
    body: async ({ of, made: { id } }) => {
      const { workspaceId } = of.team;
      const workflow = second(of, id);
      // A workflow that isn't there must not come to be by asking for it.
      if (id.startsWith(of.name))
        await of.gate.store.workflows.putWorkflow({ workspaceId, workflow });
      return { to: 1, from: 2, ...reason };
    },
  },
  away: {
    body: ({ own, of }) => ({ until: null, ...(own === of ? {} : { email: of.managerEmail }) }),
    elsewhere: [403, 404],
  },
  qualifications: {},
  putCalibration: { make: 'workflow', body: () => calibration() },
  nextCalibration: { make: 'workflow', query: () => '?tier=low' },
  answerCalibration: {
    make: 'workflow',
    body: () => ({ tier: 'low', version: 1, answers: [{ itemId: 'i0', action: 'approve' }] }),
  },
  lessons: { make: 'workflow' },
  suppressions: { query: ({ of }) => `?value=${of.buyer}`, elsewhere: [200] },
  // Another workspace's buyer may be on one's own list; what is pending for them there stays.
  suppress: {
    body: ({ own, of }) => {
      const value = own === of ? someone(of.name) : of.buyer;
      return { scope: 'address', value, reason: 'manual' };
    },
    elsewhere: [201],
    nothing: { withdrawn: [] },
  },
  unsuppress: { make: 'suppression' },
  importSuppressions: {
    body: ({ own, of }) =>
      `scope,value,reason\r\naddress,${own === of ? someone(of.name) : of.buyer},manual\r\n`,
    elsewhere: [200],
    nothing: { withdrawn: 0 },
  },
  exportSuppressions: {},
  conduct: {},
  putConduct: { body: () => ({ policy: DEFAULT_CONDUCT }) },
  contact: { query: ({ of }) => `?person=${of.buyer}`, elsewhere: [200] },
  putContact: {
    body: ({ of }) => ({ person: of.buyer, basis: 'consent' }),
    elsewhere: [200],
  },
  incidents: {},
  agents: {},
  createAgent: { body: () => ({ name: 'New writer' }) },
  rotateAgentKey: { make: 'agent', body: () => ({}) },
  revokeAgent: { make: 'agent' },
  revokeAgentKey: { make: 'agentKey' },
  devices: {},
  revokeOthersDevice: { make: 'device' },
  erase: {
    body: ({ own, of }) => ({ address: own === of ? someone(of.name) : of.buyer }),
    elsewhere: [201],
  },
  erasures: {},
  erasure: { make: 'erasure' },
  retention: {},
  setRetention: { body: () => ({ content: 100 }) },
};
