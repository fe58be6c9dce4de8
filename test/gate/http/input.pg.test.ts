import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/protocol/problem.ts';
import { MAX_BODY_BYTES } from '../../../src/protocol/routes.ts';
import {
  agent,
  call,
  email,
  proposal,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from './harness.ts';

let gate: TestGate;
let acme: Team;
let other: Team;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  other = await team(gate.store, 'Other');
});
afterAll(() => gate.close());

const post = (options: Parameters<typeof call>[3]) =>
  call(gate, 'POST', '/v1/proposals', { key: acme.key, ...options });
async function problem(answer: Response): Promise<Problem & { paths: string[] }> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('countersign-version')).toBe('1');
  const body = (await answer.json()) as Problem;
  expect(body.status).toBe(answer.status);
  return { ...body, paths: (body.errors ?? []).map(({ path }) => path) };
}

describe('bad proposals get a problem that names the field', () => {
  it('malformed JSON', async () => {
    for (const raw of ['', '{', '{"a":1,}', 'null}', '\ufeff{"a":1'])
      expect((await problem(await post({ raw }))).status).toBe(400);
  });

  it('bytes that are not UTF-8', async () => {
    expect((await problem(await post({ raw: new Uint8Array([0x22, 0xff, 0x22]) }))).status).toBe(
      400,
    );
  });

  it('another content type', async () => {
    const answer = await post({
      raw: '{}',
      headers: { 'content-type': 'text/plain' },
    });
    expect((await problem(answer)).status).toBe(415);
  });

  it('10 MB, with and without a declared length', async () => {
    const raw = `"${'x'.repeat(10_000_000)}"`;
    expect((await problem(await post({ raw }))).status).toBe(413);
    const stream = new Blob([raw]).stream();
    const request = new Request('http://gate.example/v1/proposals', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${acme.key}`,
        'content-type': 'application/json',
      },
      body: stream,
      duplex: 'half',
    } as RequestInit & { duplex: 'half' });
    expect(request.headers.get('content-length')).toBeNull();
    expect((await problem(await gate.app.request(request))).status).toBe(413);
    expect(raw.length).toBeGreaterThan(MAX_BODY_BYTES);
  });

  it('nesting, shallow enough to send and deep enough to hurt', async () => {
    for (const depth of [21, 5000, 2_000_000]) {
      const raw = `{"context":${'['.repeat(depth)}${']'.repeat(depth)}}`;
      const { status, paths } = await problem(await post({ raw }));
      expect(status).toBe(422);
      expect(paths[0]).toMatch(/^\/context(\/0){18,}$/);
    }
  });

  it('unknown fields, at any depth', async () => {
    const { status, paths } = await problem(
      await post({
        body: {
          ...proposal(),
          lane: 'auto',
          content: { ...email(), tier: 'low' },
        },
      }),
    );
    expect(status).toBe(422);
    expect(paths).toEqual(expect.arrayContaining(['/lane', '/content/tier']));
  });

  it.each<[string, object, string]>([
    ['no recipient', { content: email({ to: [] }) }, '/content/to'],
    [
      'a header in the subject',
      { content: email({ subject: 'a\r\nBcc: x@y.example' }) },
      '/content/subject',
    ],
    [
      'an address with a header',
      { content: email({ to: [{ email: 'a@b.example\nx' }] }) },
      '/content/to/0/email',
    ],
    ['confidence over 1', { confidence: 1.1 }, '/confidence'],
    ['another kind', { content: { kind: 'launch.rocket' } }, '/content/kind'],
    ['U+0000', { content: email({ body: 'a\u0000b' }) }, '/content/body'],
    ['half a surrogate pair', { content: email({ body: 'a\ud800b' }) }, '/content/body'],
    ['a time that is none', { expiresAt: '2026-02-30T00:00:00Z' }, '/expiresAt'],
    ['a script as callback', { callbackUrl: 'javascript:alert(1)' }, '/callbackUrl'],
    ['no such workflow', { workflowId: 'nope' }, '/workflowId'],
    ['a kind the workflow does not take', { workflowId: 'enrich' }, '/content/kind'],
    ['only a script', { content: email({ body: '<script>alert(1)</script>' }) }, '/content/body'],
    [
      'a span that is not there',
      {
        claims: [
          {
            id: 'a',
            statement: 'x',
            status: 'supported',
            evidence: [],
            span: { field: 'body', start: 0, end: 3, text: 'zzz' },
          },
        ],
      },
      '/claims/0/span/text',
    ],
    [
      'attachment without bytes',
      {
        content: email({
          attachments: [
            {
              name: 'a',
              mediaType: 'text/plain',
              size: 1,
              sha256: '0'.repeat(64),
            },
          ],
        }),
      },
      '/content/attachments/0/content',
    ],
    [
      'attachment of another size',
      {
        content: email({
          attachments: [
            {
              name: 'a',
              mediaType: 'text/plain',
              size: 2,
              sha256: '0'.repeat(64),
              content: 'QQ==',
            },
          ],
        }),
      },
      '/content/attachments/0/size',
    ],
    [
      'attachment of another digest',
      {
        content: email({
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
      },
      '/content/attachments/0/sha256',
    ],
    [
      'base64 that is none',
      {
        content: email({
          attachments: [
            {
              name: 'a',
              mediaType: 'text/plain',
              size: 1,
              sha256: '0'.repeat(64),
              content: 'QQ',
            },
          ],
        }),
      },
      '/content/attachments/0/content',
    ],
  ])('%s', async (_name, change, path) => {
    const body = JSON.stringify({ ...proposal(), ...change });
    const answer = await problem(await post({ raw: body }));
    expect(answer.status).toBe(422);
    expect(answer.paths).toContain(path);
  });

  it('does not echo an endless name or an endless list of faults', async () => {
    const body: Record<string, number> = {};
    for (let n = 0; n < 5000; n += 1) body[`${n}${'x'.repeat(200)}`] = n;
    const answer = await post({ body });
    expect((await answer.text()).length).toBeLessThan(12_000);
  });
});

describe('hostile proposals become inert', () => {
  it('scripts, images and links that run', async () => {
    const body =
      '<p onclick="x()">Hi <img src="https://t.example/p.gif" alt="logo"><a href="javascript:x()">here</a></p><script>x()</script>';
    const { id } = await submit(gate, acme, proposal({ content: email({ body }) }));
    const current = await gate.store.proposals.current({
      workspaceId: acme.workspaceId,
      proposalId: id,
    });
    expect(current?.content).toMatchObject({ body: '<p>Hi logohere</p>' });
  });

  it('bidi controls stay as data', async () => {
    const body = '<p>Pay \u202eEUR 001\u202c now\u200b</p>';
    const { id } = await submit(gate, acme, proposal({ content: email({ body }) }));
    const current = await gate.store.proposals.current({
      workspaceId: acme.workspaceId,
      proposalId: id,
    });
    expect(current?.content).toMatchObject({ body });
  });

  it("an agent's flag stays the agent's, and gives no lane", async () => {
    const flag = {
      code: 'claims.ok',
      origin: 'check' as const,
      severity: 'low' as const,
      message: 'All fine.',
    };
    const answer = await submit(gate, acme, proposal({ flags: [flag] }));
    expect(answer.lane).toBe('human');
    expect(answer.flags.find(({ code }) => code === 'claims.ok')?.origin).toBe('agent');
  });

  it('a span with wrong offsets is put where its text is', async () => {
    const span = { field: 'body' as const, start: 0, end: 6, text: 'Thanks' };
    const claim = {
      id: 'c',
      statement: 'x',
      status: 'supported' as const,
      evidence: [],
      span,
    };
    const submitted = await submit(gate, acme, proposal({ claims: [claim] }));
    expect(submitted.state).toBe('pending');
  });

  it('the queue goes on', async () => {
    await submit(gate, acme);
    expect(gate.logged).toEqual([]);
  });
});

describe('who may call', () => {
  it('refuses no key, a wrong key and a revoked one', async () => {
    expect((await call(gate, 'POST', '/v1/proposals', { body: proposal() })).status).toBe(401);
    expect((await post({ key: 'csk_nope', body: proposal() })).status).toBe(401);
    const { agentId, key } = await agent(gate.store, acme.workspaceId);
    await gate.store.people.revokeAgent({
      workspaceId: acme.workspaceId,
      id: agentId,
    });
    expect((await post({ key, body: proposal() })).status).toBe(401);
  });

  it("hides another workspace's and another agent's proposals", async () => {
    const { id } = await submit(gate, acme);
    const stranger = await agent(gate.store, acme.workspaceId);
    for (const key of [other.key, stranger.key]) {
      const tries = [
        await call(gate, 'PUT', `/v1/proposals/${id}`, {
          key,
          body: proposal(),
        }),
        await call(gate, 'DELETE', `/v1/proposals/${id}`, { key }),
        await call(gate, 'GET', `/v1/proposals/${id}/decision`, { key }),
      ];
      for (const answer of tries) expect((await problem(answer)).status).toBe(404);
    }
    const report = await call(gate, 'GET', `/v1/proposals/${id}/decision`, {
      key: acme.key,
    });
    expect(await report.json()).toMatchObject({
      state: 'pending',
      decision: null,
    });
  });

  it('refuses agents where people are asked', async () => {
    for (const path of ['/v1/sync', '/v1/me', '/v1/workflows', '/v1/dispatches'])
      expect((await problem(await call(gate, 'GET', path, { key: acme.key }))).status).toBe(403);
  });

  it('limits one agent and not another', async () => {
    const tight = await testGate({ agentRate: { perSecond: 0.5, burst: 2 } });
    try {
      const first = await team(tight.store);
      const second = await agent(tight.store, first.workspaceId);
      const get = (key: string) => call(tight, 'GET', '/v1/proposals/x/decision', { key });
      expect((await get(first.key)).status).toBe(404);
      expect((await get(first.key)).status).toBe(404);
      const refused = await get(first.key);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await get(second.key)).status).toBe(404);
    } finally {
      await tight.close();
    }
  });
});

describe('submitting again', () => {
  it('is the same proposal with the same content, a conflict with another', async () => {
    const input = proposal();
    const first = await submit(gate, acme, input);
    const again = await submit(gate, acme, input);
    expect(again.id).toBe(first.id);
    const changed = { ...input, content: email({ subject: 'Other' }) };
    const conflict = await problem(await post({ body: changed }));
    expect(conflict.status).toBe(409);
    const revised = await call(gate, 'PUT', `/v1/proposals/${first.id}`, {
      key: acme.key,
      body: changed,
    });
    expect(await revised.json()).toMatchObject({ id: first.id, revision: 2 });
  });
});
