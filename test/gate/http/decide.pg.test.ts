import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonical } from '../../../src/core/digest/canonical.ts';
import {
  type ComposeReading,
  composeDigest,
  tailDigest,
} from '../../../src/core/digest/compose.ts';
import { runsOf } from '../../../src/core/text/runs.ts';
import {
  call,
  Device,
  decision,
  type EmailContent,
  email,
  enrich,
  proposal,
  signed,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from './harness.ts';

let gate: TestGate;
let acme: Team;
let rep: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
});
afterAll(() => gate.close());
beforeEach(async () => {
  rep = await Device.paired(gate, acme.workspaceId);
});

const clearancesOf = async (proposalId: string) => {
  const { workspaceId } = acme;
  const dispatches = await gate.store.dispatches.list({ workspaceId, proposalId, limit: 10 });
  return Promise.all(
    dispatches.map(async ({ clearanceId }) => {
      const found = await gate.store.clearances.get({ workspaceId, clearanceId });
      if (!found) throw new Error('no clearance');
      return { ...found, claims: await gate.keys.verify(found.jws) };
    }),
  );
};
const reading = (content: EmailContent): ComposeReading => ({
  from: content.from.email,
  to: content.to.map((to) => to.email),
  cc: [],
  bcc: [],
  subject: content.subject,
  authored: runsOf(content.body),
  tail: runsOf(content.tail ?? ''),
  attachments: [],
});

describe('a decision', () => {
  it('approves exactly the revision, for exactly one executor', async () => {
    const submitted = await submit(gate, acme);
    const made = await decision(acme, submitted);
    expect(await rep.decide([await signed(rep, made)])).toEqual([
      { id: made.id, status: 'accepted' },
    ]);
    const [clearance, ...more] = await clearancesOf(submitted.id);
    expect(more).toEqual([]);
    expect(clearance?.claims).toMatchObject({
      iss: 'http://127.0.0.1:8787',
      aud: 'gate:smtp',
      sub: submitted.id,
      workspace: acme.workspaceId,
      decision: made.id,
      revision: 1,
      contentDigest: submitted.contentDigest,
    });
    const report = await call(gate, 'GET', `/v1/proposals/${submitted.id}/decision?wait=5`, {
      key: acme.key,
    });
    expect(await report.json()).toMatchObject({
      state: 'approved',
      decision: { action: 'approve' },
    });
  });

  it('sent again is a duplicate, and makes no second clearance', async () => {
    const submitted = await submit(gate, acme);
    const jws = await signed(rep, await decision(acme, submitted));
    expect((await rep.decide([jws, jws])).map(({ status }) => status)).toEqual([
      'accepted',
      'duplicate',
    ]);
    expect((await rep.decide([jws]))[0]?.status).toBe('duplicate');
    expect(await clearancesOf(submitted.id)).toHaveLength(1);
  });

  it('sent again after a new revision is still a duplicate; another one under its id is not', async () => {
    const submitted = await submit(gate, acme);
    const made = await decision(acme, submitted, { action: 'reject', reason: { code: 'tone' } });
    const jws = await signed(rep, made);
    await rep.decide([jws]);
    const body = proposal({ content: email({ subject: 'New' }) });
    await call(gate, 'PUT', `/v1/proposals/${submitted.id}`, { key: acme.key, body });
    expect((await rep.decide([jws]))[0]?.status).toBe('duplicate');
    const { reason: _reason, ...rest } = made;
    const other = await signed(rep, { ...rest, action: 'approve' });
    expect((await rep.decide([other]))[0]).toMatchObject({
      status: 'conflict',
      conflict: 'invalid',
    });
  });

  it('of two people at once: one wins, the other hears so', async () => {
    const submitted = await submit(gate, acme);
    const others = await Promise.all([1, 2, 3].map(() => Device.paired(gate, acme.workspaceId)));
    const rows = await Promise.all(
      others.map(async (each) => signed(each, await decision(acme, submitted))),
    );
    const answers = await Promise.all(others.map((each, at) => each.decide([rows[at] ?? ''])));
    expect(
      answers
        .flat()
        .map(({ status, conflict }) => conflict ?? status)
        .sort(),
    ).toEqual(['accepted', 'already_decided', 'already_decided']);
    expect(await clearancesOf(submitted.id)).toHaveLength(1);
  });

  it('with edits lets out the edited text and keeps the difference', async () => {
    const submitted = await submit(gate, acme);
    const content = email({ body: '<p>Hi Ana,</p><p>Thanks for your time.</p>' });
    const made = await decision(acme, submitted, {
      action: 'approve_edited',
      content,
      reason: { code: 'tone' },
    });
    expect((await rep.decide([await signed(rep, made)]))[0]?.status).toBe('accepted');
    const [clearance] = await clearancesOf(submitted.id);
    expect(clearance?.claims.contentDigest).toBe(made.contentDigest);
    const report = await (
      await call(gate, 'GET', `/v1/proposals/${submitted.id}/decision`, { key: acme.key })
    ).json();
    expect(report).toMatchObject({
      decision: { action: 'approve_edited', reason: { code: 'tone' } },
    });
    expect((report as { decision: { difference: string } }).decision.difference).toContain(
      '-Thanks for the call.\n+Thanks for your time.',
    );
  });

  it('rejects with a reason, which wakes the agent that waits', async () => {
    const submitted = await submit(gate, acme);
    const waiting = call(gate, 'GET', `/v1/proposals/${submitted.id}/decision?wait=30`, {
      key: acme.key,
    });
    const made = await decision(acme, submitted, {
      action: 'reject',
      reason: { code: 'wrong_fact', note: 'They moved.' },
    });
    await rep.decide([await signed(rep, made)]);
    expect(await (await waiting).json()).toMatchObject({
      state: 'rejected',
      decision: { reason: { code: 'wrong_fact', note: 'They moved.' } },
    });
    expect(await clearancesOf(submitted.id)).toEqual([]);
  });

  it('for a compose names the device, and only there', async () => {
    const content = email({ delivery: 'compose' });
    const submitted = await submit(gate, acme, proposal({ content }));
    const compose = reading(content);
    const digests = {
      composeDigest: await composeDigest(compose),
      tailDigest: await tailDigest(compose),
    };
    const wrong = {
      ...digests,
      composeDigest: await composeDigest({ ...compose, to: ['b@buyer.example'] }),
    };
    const elsewhere = await Device.paired(gate, acme.workspaceId, {
      role: 'manager',
      mailboxes: ['boss@acme.example'],
    });
    expect(
      (await rep.decide([await signed(rep, await decision(acme, submitted))]))[0]?.conflict,
    ).toBe('invalid');
    expect(
      (await rep.decide([await signed(rep, await decision(acme, submitted, wrong))]))[0]?.conflict,
    ).toBe('digest_mismatch');
    expect(
      (
        await elsewhere.decide([await signed(elsewhere, await decision(acme, submitted, digests))])
      )[0]?.conflict,
    ).toBe('not_yours');
    expect(
      (await rep.decide([await signed(rep, await decision(acme, submitted, digests))]))[0]?.status,
    ).toBe('accepted');
    expect(await clearancesOf(submitted.id)).toEqual([]);
  });
});

describe('a bad row is a conflict and never fails the others', () => {
  it('of every kind in one batch', async () => {
    const submitted = await Promise.all(Array.from({ length: 3 }, () => submit(gate, acme)));
    const [first, second, last] = submitted;
    if (!first || !second || !last) throw new Error('unreachable');
    const good = await decision(acme, first);
    const stranger = await Device.make(gate);
    const base = await decision(acme, second);
    const text = canonical(base);
    const edited = (change: Partial<EmailContent>) =>
      decision(acme, second, { action: 'approve_edited', content: email(change) });
    const rows: [string, string][] = [
      [await signed(rep, good), 'accepted'],
      ['', 'bad_signature'],
      ['not.a.jws', 'bad_signature'],
      [await stranger.sign(text), 'bad_signature'],
      [await rep.sign(text, { kid: 'other' }), 'bad_signature'],
      [await rep.sign(text, { typ: 'JWT' }), 'bad_signature'],
      [await rep.sign(`${text} `), 'invalid'],
      [await rep.sign(JSON.stringify(base, null, 1)), 'invalid'],
      [await rep.sign(canonical({ ...base, extra: 1 })), 'invalid'],
      [await rep.sign(canonical({ ...base, v: 2 })), 'invalid'],
      [await rep.sign('null'), 'invalid'],
      [await rep.sign('{'), 'invalid'],
      [await signed(rep, { ...base, decidedAt: '2026-02-30T00:00:00Z' }), 'invalid'],
      [await signed(rep, { ...base, workspaceId: base.id }), 'not_found'],
      [await signed(rep, { ...base, proposalId: base.id }), 'not_found'],
      [await signed(rep, { ...base, revision: 2 ** 52 }), 'invalid'],
      [await signed(rep, { ...base, contentDigest: 'f'.repeat(64) }), 'digest_mismatch'],
      [await signed(rep, { ...base, action: 'approve_edited' }), 'invalid'],
      [
        await signed(rep, {
          ...(await edited({ subject: 'x' })),
          contentDigest: base.contentDigest,
        }),
        'digest_mismatch',
      ],
      [await signed(rep, await edited({ delivery: 'compose' })), 'invalid'],
      [await signed(rep, await edited({ body: '<p onclick="x">y</p>' })), 'invalid'],
      [await signed(rep, await edited({ body: '<script>x</script>' })), 'invalid'],
      [
        await signed(rep, await edited({ thread: { inReplyTo: '<a@b.example>', references: [] } })),
        'invalid',
      ],
      [
        await signed(
          rep,
          await edited({
            attachments: [
              {
                name: 'a',
                mediaType: 'text/plain',
                size: 1,
                sha256: '0'.repeat(64),
                content: 'QQ==',
              },
            ],
          }),
        ),
        'invalid',
      ],
      [
        await signed(rep, await decision(acme, second, { content: email({ subject: 'changed' }) })),
        'invalid',
      ],
      [
        await signed(
          rep,
          await decision(acme, second, { action: 'approve_edited', content: enrich() }),
        ),
        'invalid',
      ],
      [
        await signed(rep, await decision(acme, last, { content: email({ tail: '<p>Rae</p>' }) })),
        'accepted',
      ],
    ];
    const answers = await rep.decide(rows.map(([jws]) => jws));
    expect(answers.map(({ status, conflict }) => conflict ?? status)).toEqual(
      rows.map(([, expected]) => expected),
    );
    expect(await clearancesOf(first.id)).toHaveLength(1);
    expect(await clearancesOf(second.id)).toEqual([]);
  });

  it("another workspace's proposal is not found, whoever signs", async () => {
    const other = await team(gate.store, 'Other');
    const theirs = await submit(gate, other);
    const made = await decision(acme, theirs);
    expect((await rep.decide([await signed(rep, made)]))[0]?.conflict).toBe('not_found');
  });

  it('an older revision is superseded', async () => {
    const submitted = await submit(gate, acme);
    const made = await decision(acme, submitted);
    await call(gate, 'PUT', `/v1/proposals/${submitted.id}`, {
      key: acme.key,
      body: proposal({ content: email({ subject: 'New' }) }),
    });
    expect((await rep.decide([await signed(rep, made)]))[0]?.conflict).toBe('superseded');
  });

  it('a price or a mail never takes the open lane; what no buyer sees may', async () => {
    const open = await submit(
      gate,
      acme,
      proposal({ workflowId: 'enrich', content: enrich(), confidence: 0.99 }),
    );
    expect(open).toMatchObject({ lane: 'auto', state: 'approved', trigger: { code: 'open-lane' } });
    const [clearance] = await clearancesOf(open.id);
    expect(clearance?.claims).toMatchObject({ aud: 'gate:webhook', sub: open.id });
    expect(clearance?.claims.decision).toBeUndefined();
  });

  it('logged nothing unexpected', () => expect(gate.logged).toEqual([]));
});
