import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCli } from '../../../src/gate/cli/program.ts';
import { slackWorkspaces } from '../../../src/gate/cli/slack-settings.ts';
import { readConfig } from '../../../src/gate/config.ts';
import { withClient } from '../../support/pg-as.ts';
import { proposal, submit } from '../http/harness.ts';
import { CHANNEL, TOKEN } from './slack-server.ts';
import {
  holds,
  linked,
  messageOf,
  pressBody,
  SECRET,
  type Stage,
  send,
  stage,
  stateOf,
  submitBody,
  valueFor,
} from './stage.ts';

let at: Stage;
let folder: string;
beforeAll(async () => {
  at = await stage();
  folder = await mkdtemp(join(tmpdir(), 'slack-cli-'));
});
afterAll(async () => {
  await at.close();
  await rm(folder, { recursive: true });
});
afterEach(() => vi.unstubAllEnvs());

async function run(...words: string[]) {
  vi.stubEnv('DATABASE_URL', at.database.url);
  vi.stubEnv('GATE_DATA', folder);
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCli(
    ['node', 'gate', 'slack', ...words],
    (line) => out.push(line),
    (line) => errors.push(line),
  );
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}
const who = (email: string) => ['--workspace', at.acme.workspaceId, '--email', email];
const enter = async (code: string, userId: string) =>
  (
    await send(
      at,
      submitBody({ callback: 'code', values: { code: { code: { value: code } } }, userId }),
    )
  ).json();

async function reviewer(email: string) {
  const { v7 } = await import('uuid');
  return at.gate.store.people.upsertReviewer({
    ...{ workspaceId: at.acme.workspaceId, id: v7(), name: email, email, role: 'rep' },
    mailboxes: ['rep@acme.example'],
  });
}

describe('who is who', () => {
  it('a code that the gate printed links whoever enters it, once', async () => {
    await reviewer('cora@acme.example');
    const { code, out } = await run('invite', ...who('cora@acme.example'));
    expect(code).toBe(0);
    expect(out).toMatch(/^\w{4}-\w{4}-\w{4}$/);
    expect(await enter('0000-0000-0000', 'U0CORA')).toMatchObject({ response_action: 'errors' });
    expect(await enter(out.toLowerCase().replaceAll('-', ' '), 'U0CORA')).toMatchObject({
      response_action: 'update',
    });
    expect(await enter(out, 'U0EVE')).toMatchObject({
      errors: { code: expect.stringContaining('used') },
    });
    const { id } = await submit(at.gate, at.acme, proposal());
    const value = valueFor(await messageOf(at, holds(id)));
    await send(at, pressBody({ action: 'approve', value, userId: 'U0CORA' }));
    expect(await stateOf(at, id)).not.toBe('pending');
    expect((await run('accounts', '--workspace', at.acme.workspaceId)).out).toMatch(
      /^cora@acme\.example {2}T0TEST {2}U0CORA {2}\S+$/m,
    );
  });

  it('a pairing code of a device is none for Slack, and the other way round', async () => {
    const { pairingCode } = await import('../http/harness.ts');
    const code = await pairingCode(at.gate.store, at.acme.workspaceId);
    expect(await enter(code, 'U0EVE')).toMatchObject({ response_action: 'errors' });
  });

  it('an administrator links and unlinks by Slack’s ids; one Slack user is one person', async () => {
    await reviewer('dan@acme.example');
    await reviewer('eli@acme.example');
    const ids = ['--team', 'T0TEST', '--user', 'U0DAN'];
    expect(await run('link', ...who('dan@acme.example'), ...ids)).toMatchObject({ code: 0 });
    const twice = await run('link', ...who('eli@acme.example'), ...ids);
    expect(twice).toMatchObject({ code: 2, errors: expect.stringContaining('linked already') });
    expect(await run('unlink', ...who('dan@acme.example'))).toMatchObject({
      code: 0,
      out: '1 ended',
    });
    expect(await run('link', ...who('eli@acme.example'), ...ids)).toMatchObject({ code: 0 });
    expect(await run('link', ...who('nobody@acme.example'), ...ids)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('gate pair'),
    });
    expect(
      (await run('link', ...who('dan@acme.example'), '--team', 'x', '--user', '@dan')).code,
    ).not.toBe(0);
  });

  it('codes can’t be guessed: a few tries a minute, then none', async () => {
    const answers: unknown[] = [];
    for (let n = 0; n < 8; n += 1) answers.push(await enter(`guess ${n}`, 'U0GUESS'));
    expect(JSON.stringify(answers.at(-1))).toContain('Too many tries');
    await reviewer('fay@acme.example');
    const { out } = await run('invite', ...who('fay@acme.example'));
    expect(JSON.stringify(await enter(out, 'U0GUESS'))).toContain('Too many tries');
    expect(await enter(out, 'U0FAY')).toMatchObject({ response_action: 'update' });
  });

  it('who links whom is on record without naming them, and a link is never rewritten', async () => {
    const rows = await withClient({ url: at.database.adminUrl }, async (client) => {
      const found = await client.query(
        `select actor, became, data from audit_log where subject = 'slack-account' order by id`,
      );
      await expect(client.query("update slack_accounts set user_id = 'U0EVE'")).rejects.toThrow(
        'only ends',
      );
      await expect(client.query('delete from slack_accounts')).rejects.toThrow('never changed');
      return found.rows;
    });
    expect(rows.map(({ became }) => became)).toEqual(
      expect.arrayContaining(['created', 'revoked']),
    );
    expect(JSON.stringify(rows)).not.toContain('U0CORA');
    expect(rows[0]).toMatchObject({ actor: 'slack', data: { linked_by: 'code' } });
  });

  it('a person who is erased is linked no more, and their name goes from what Slack signed', async () => {
    await linked(at, { userId: 'U0GUS', email: 'gus@acme.example', name: 'Gus' });
    const { id } = await submit(at.gate, at.acme, proposal());
    const value = valueFor(await messageOf(at, holds(id)));
    const user = { username: 'gus.the.reviewer' };
    await send(at, pressBody({ action: 'approve', value, userId: 'U0GUS', user }));
    const kept = () =>
      withClient({ url: at.database.adminUrl }, async (client) => {
        const { rows } = await client.query('select attested from slack_attestations');
        return rows.filter(({ attested }) => attested.includes('gus.the.reviewer')).length;
      });
    expect(await kept()).toBe(1);
    vi.stubEnv('DATABASE_URL', at.database.url);
    vi.stubEnv('GATE_DATA', folder);
    const code = await runCli(
      ['node', 'gate', 'erase', '--workspace', at.acme.workspaceId, '--person', 'gus@acme.example'],
      () => undefined,
      () => undefined,
    );
    expect(code).toBe(0);
    expect(await kept()).toBe(0);
    expect((await run('accounts', '--workspace', at.acme.workspaceId)).out).not.toContain('U0GUS');
  });
});

describe('the settings', () => {
  const good = {
    SLACK_WORKSPACE: 'Acme',
    SLACK_CHANNEL: CHANNEL,
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
  };

  it('are all there or none, and what is wrong is named without its value', () => {
    expect(readConfig({}).slack.one).toBeNull();
    expect(readConfig(good).slack.one).toMatchObject({ workspace: 'Acme', channel: CHANNEL });
    const broken = {
      ...good,
      SLACK_SIGNING_SECRET: '',
      SLACK_BOT_TOKEN: 'xoxp-mine',
      SLACK_API_URL: 'https://evil.example',
    };
    expect(() => readConfig(broken)).toThrow(/SLACK_SIGNING_SECRET: is needed together/);
    expect(() => readConfig(broken)).toThrow(/SLACK_BOT_TOKEN: a bot token/);
    expect(() => readConfig(broken)).toThrow(/SLACK_API_URL: only an address on loopback/);
    expect(() => readConfig(broken)).not.toThrow(/xoxp-mine|evil/);
  });

  it('of several come from a file that only its owner may read', async () => {
    const file = join(folder, 'slack.json');
    const entry = { workspace: 'Acme', channel: CHANNEL, botToken: TOKEN, signingSecret: SECRET };
    await writeFile(file, JSON.stringify([entry, { ...entry, workspace: 'Other' }]), {
      mode: 0o600,
    });
    expect(await slackWorkspaces(readConfig({ SLACK_FILE: file }).slack)).toHaveLength(2);
    const both = readConfig({ ...good, SLACK_FILE: file }).slack;
    await expect(slackWorkspaces(both)).rejects.toThrow('Acme is connected twice');
    const open = join(folder, 'open.json');
    await writeFile(open, JSON.stringify([entry]), { mode: 0o644 });
    await expect(slackWorkspaces(readConfig({ SLACK_FILE: open }).slack)).rejects.toThrow(
      'chmod 600',
    );
    const wrong = join(folder, 'wrong.json');
    await writeFile(wrong, JSON.stringify([{ ...entry, botToken: 'hunter2' }]), { mode: 0o600 });
    const failed = slackWorkspaces(readConfig({ SLACK_FILE: wrong }).slack);
    await expect(failed).rejects.toThrow('/0/botToken: a bot token');
    await expect(failed).rejects.not.toThrow('hunter2');
  });

  it('check asks Slack and prints the address to give it', async () => {
    for (const [name, value] of Object.entries({
      ...good,
      SLACK_WORKSPACE: at.acme.workspaceId,
      SLACK_API_URL: at.slack.url,
    }))
      vi.stubEnv(name, value);
    const checked = await run('check');
    expect(checked).toMatchObject({
      code: 0,
      out: expect.stringContaining('Slack workspace T0TEST'),
    });
    expect(checked.out).toContain(`/v1/slack/${at.acme.workspaceId}/interactions`);
    at.slack.next('auth.test', { error: 'token_revoked' });
    expect(await run('check')).toMatchObject({
      code: 1,
      errors: 'Slack refused auth.test: token_revoked',
    });
  });
});
