import { randomUUID } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ComposeReading,
  composeDigest,
  tailDigest,
} from '../../../src/core/digest/compose.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { runsOf } from '../../../src/core/text/runs.ts';
import { Refusal } from '../../../src/gate/dispatch/ports.ts';
import { CLEARANCE_TYP } from '../../../src/protocol/clearances.ts';
import type { SyncAnswer } from '../../../src/protocol/sync.ts';
import {
  call,
  Device,
  decision,
  email,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  rep = await Device.paired(gate, acme.workspaceId);
});
afterAll(() => gate.close());

const content = email({ delivery: 'compose' });
const compose: ComposeReading = {
  from: content.from.email,
  to: ['ana@buyer.example'],
  cc: [],
  bcc: [],
  subject: content.subject,
  authored: runsOf(content.body),
  tail: [],
  attachments: [],
};

/** An approved compose and its open clearance, as the feed gives it to the device. */
async function cleared(device = rep) {
  const submitted = await submit(gate, acme, proposal({ content }));
  const digests = {
    composeDigest: await composeDigest(compose),
    tailDigest: await tailDigest(compose),
  };
  const made = await decision(acme, submitted, digests);
  expect((await device.decide([await signed(device, made)]))[0]?.status).toBe('accepted');
  const item = await gate.store.feed.item({
    identity: await identityOf(device),
    proposalId: submitted.id,
  });
  if (!item?.clearance) throw new Error('no clearance in the feed');
  const form = { contentDigest: submitted.contentDigest, ...digests };
  return {
    submitted,
    clearance: item.clearance,
    form,
    path: `/v1/clearances/${item.clearance.id}/redeem`,
  };
}
async function identityOf(device: Device) {
  const identity = await gate.store.people.deviceById(device.deviceId);
  if (!identity) throw new Error('no device');
  return identity;
}
const codeOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { type: string }).type.split('/').at(-1) ?? '';

describe('nothing but the cleared content is executed', () => {
  it('redeems once, then never again', async () => {
    const { path, form, clearance } = await cleared();
    const jws = (
      (await (await rep.send('GET', `/v1/clearances/${clearance.id}`)).json()) as { jws: string }
    ).jws;
    const answer = await rep.send('POST', path, { body: { ...form, clearance: jws } });
    expect(answer.status).toBe(200);
    const { dispatchId } = (await answer.json()) as { dispatchId: string };
    expect(await codeOf(await rep.send('POST', path, { body: form }))).toBe('clearance-redeemed');
    const report = await rep.send('POST', `/v1/dispatches/${dispatchId}/result`, {
      body: { outcome: 'executed', externalRef: 'gmail:1' },
    });
    expect(await report.json()).toEqual({ dispatchId, state: 'executed' });
  });

  it('of twenty redemptions at once one succeeds', async () => {
    const { path, form } = await cleared();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => rep.send('POST', path, { body: form })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  it('refuses every wrong or missing digest, and stays redeemable', async () => {
    const { path, form } = await cleared();
    const other = 'f'.repeat(64);
    for (const change of [
      { contentDigest: other },
      { composeDigest: other },
      { tailDigest: other },
      { composeDigest: undefined },
      { tailDigest: undefined },
    ]) {
      expect(await codeOf(await rep.send('POST', path, { body: { ...form, ...change } }))).toBe(
        'digest-mismatch',
      );
    }
    expect((await rep.send('POST', path, { body: form })).status).toBe(200);
  });

  it('refuses forged clearances', async () => {
    const { path, form, clearance } = await cleared();
    const claims = await gate.keys.verify(
      (
        await gate.store.clearances.get({
          workspaceId: acme.workspaceId,
          clearanceId: clearance.id,
        })
      )?.jws ?? '',
    );
    const { privateKey } = await generateKeyPair('ES256');
    const header = { alg: 'ES256', typ: CLEARANCE_TYP, kid: await gate.keys.thumbprint() };
    const forged = await new SignJWT({ ...claims }).setProtectedHeader(header).sign(privateKey);
    const none = `${Buffer.from(JSON.stringify({ ...header, alg: 'none' })).toString('base64url')}.${forged.split('.')[1]}.`;
    const another = await gate.keys.sign({ ...claims, jti: randomUUID() });
    for (const jws of [forged, none, another, 'x'])
      expect(
        await codeOf(await rep.send('POST', path, { body: { ...form, clearance: jws } })),
      ).toBe('clearance-invalid');
  });

  it('refuses an expired one', async () => {
    const { store, keys } = gate;
    const late = { ...gate.deps, now: () => Date.now() - 2 * 86_400_000 };
    const { decide } = await import('../../../src/gate/dispatch/decide.ts');
    const submitted = await submit(gate, acme, proposal({ content }));
    const digests = {
      composeDigest: await composeDigest(compose),
      tailDigest: await tailDigest(compose),
    };
    const identity = await identityOf(rep);
    const made = await decision(acme, submitted, digests);
    const [answer] = await decide({ ...late, store, keys }, identity, [await signed(rep, made)]);
    expect(answer?.status).toBe('accepted');
    const item = await store.feed.item({ identity, proposalId: submitted.id });
    const id = item?.clearance?.id ?? '';
    const body = { contentDigest: submitted.contentDigest, ...digests };
    expect(await codeOf(await rep.send('POST', `/v1/clearances/${id}/redeem`, { body }))).toBe(
      'clearance-expired',
    );
  });

  it("refuses another device, another workspace and the gate's own", async () => {
    const { path, form } = await cleared();
    const colleague = await Device.paired(gate, acme.workspaceId);
    expect(await codeOf(await colleague.send('POST', path, { body: form }))).toBe('wrong-executor');
    const other = await team(gate.store, 'Other');
    const stranger = await Device.paired(gate, other.workspaceId);
    expect(await codeOf(await stranger.send('POST', path, { body: form }))).toBe('not-found');
    expect(await codeOf(await call(gate, 'POST', path, { key: acme.key, body: form }))).toBe(
      'forbidden',
    );
    const mail = await submit(gate, acme);
    await rep.decide([await signed(rep, await decision(acme, mail))]);
    const [dispatch] = await gate.store.dispatches.list({
      workspaceId: acme.workspaceId,
      proposalId: mail.id,
      limit: 1,
    });
    const own = `/v1/clearances/${dispatch?.clearanceId}/redeem`;
    expect(
      await codeOf(
        await rep.send('POST', own, { body: { ...form, contentDigest: mail.contentDigest } }),
      ),
    ).toBe('wrong-executor');
  });

  it('refuses while the workflow is paused, and a new revision voids it', async () => {
    const boss = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
    const { path, form, submitted } = await cleared();
    expect(
      (await rep.send('POST', '/v1/workflows/outbound/pause', { body: { reason: 'x' } })).status,
    ).toBe(403);
    expect(
      (await boss.send('POST', '/v1/workflows/outbound/pause', { body: { reason: 'bounces' } }))
        .status,
    ).toBe(200);
    expect(await codeOf(await rep.send('POST', path, { body: form }))).toBe('workflow-paused');
    expect(
      (await boss.send('POST', '/v1/workflows/outbound/resume', { body: { reason: 'fixed' } }))
        .status,
    ).toBe(200);
    const body = proposal({ content: { ...content, subject: 'New' } });
    expect(
      (await call(gate, 'PUT', `/v1/proposals/${submitted.id}`, { key: acme.key, body })).status,
    ).toBe(200);
    expect(await codeOf(await rep.send('POST', path, { body: form }))).toBe('clearance-void');
  });

  it('dispatching by hand, without or with a made-up clearance, is refused', async () => {
    const submitted = await submit(gate, acme);
    const by = {
      workspaceId: acme.workspaceId,
      executor: 'gate:smtp',
      contentDigest: submitted.contentDigest,
      claimedBy: v7(),
    };
    await expect(gate.store.clearances.redeem({ ...by, clearanceId: v7() })).rejects.toThrow(
      Refusal,
    );
    expect(
      (
        await rep.send('POST', `/v1/clearances/${v7()}/redeem`, {
          body: { contentDigest: submitted.contentDigest },
        })
      ).status,
    ).toBe(404);
    expect(
      (await rep.send('POST', `/v1/dispatches/${v7()}/result`, { body: { outcome: 'executed' } }))
        .status,
    ).toBe(404);
  });

  it("shows no clearance to a colleague's feed", async () => {
    const { submitted } = await cleared();
    const colleague = await Device.paired(gate, acme.workspaceId);
    const items: ReviewItem[] = [];
    let page = (await (await colleague.send('GET', '/v1/sync')).json()) as SyncAnswer;
    for (;;) {
      items.push(...page.entries.flatMap((entry) => (entry.op === 'upsert' ? [entry.item] : [])));
      if (!page.more) break;
      page = (await (
        await colleague.send('GET', `/v1/sync?cursor=${page.cursor}`)
      ).json()) as SyncAnswer;
    }
    expect(items.find(({ proposalId }) => proposalId === submitted.id)?.clearance).toBeUndefined();
  });

  it('binds only mailboxes of the person', async () => {
    const { id } = await submit(gate, acme, proposal({ content }));
    const bind = (account: string, revision = 1) =>
      rep.send('POST', `/v1/proposals/${id}/bindings`, {
        body: { revision, host: 'gmail', account, draftId: `r-${id}` },
      });
    expect((await bind('boss@acme.example')).status).toBe(403);
    expect((await bind('Rep@acme.example')).status).toBe(201);
    const released = await rep.send('DELETE', `/v1/proposals/${id}/bindings`);
    expect(await released.json()).toEqual({ released: true });
    expect((await rep.send('POST', '/v1/leases', { body: { proposalId: id } })).status).toBe(200);
  });

  it('logged nothing unexpected', () => expect(gate.logged).toEqual([]));
});
