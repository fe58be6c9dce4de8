import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import type { Compose } from '../../src/demo/drive/mail-page.ts';
import { startEmbedded } from '../../src/gate/store/embedded/index.ts';
import { sightOf } from '../support/pg-sight.ts';
import { ALIAS, ANA, BEN, type Change, changesAnywhere, retype } from './changes.ts';
import { QUOTE, SIGNATURE } from './mails.ts';
import { CLICK, pressAt, SEND_PATHS } from './send-paths.ts';
import { type Item, timeEnough, until, useStage } from './stage.ts';

const stage = useStage({ gmail: { aliases: [ALIAS] } });

/** Shows the recipients' rows, which fold away while the text has the focus. */
async function unfold(compose: Compose): Promise<void> {
  await compose.root.locator('.g-summary').focus();
}

async function removeFromTo(compose: Compose, email: string): Promise<void> {
  await unfold(compose);
  await compose.root.locator(`[data-hovercard-id="${email}"] .g-chip-remove`).click();
}

const CHANGES: Change<Compose>[] = [
  ...changesAnywhere({
    picker: 'input[name=Filedata]',
    signature: { tail: SIGNATURE, text: '.gmail_signature div' },
  }),
  {
    name: 'a recipient added',
    async change(compose) {
      await unfold(compose);
      await compose.mail.page.keyboard.type('Eve <eve@elsewhere.example>,');
    },
    shows: /eve@elsewhere\.example/,
  },
  {
    name: 'a recipient typed but not yet a chip',
    async change(compose) {
      await unfold(compose);
      await compose.mail.page.keyboard.type('eve@elsewhere.example');
    },
    shows: /eve@elsewhere\.example/,
  },
  {
    name: 'a recipient removed',
    wanted: { to: [ANA, BEN] },
    change: (compose) => removeFromTo(compose, BEN.email),
    shows: /ben@acme-robotics\.example/,
  },
  {
    name: 'a recipient moved from To to Cc',
    wanted: { to: [ANA, BEN] },
    async change(compose) {
      await removeFromTo(compose, BEN.email);
      await compose.root.locator('.g-opener').first().click();
      await compose.mail.page.keyboard.type(`Ben Oyelaran <${BEN.email}>,`);
    },
    shows: /Cc/,
  },
  {
    name: 'another From',
    async change(compose) {
      await unfold(compose);
      await compose.root.locator('.g-from').click();
      await pressAt(compose, `[role=menuitem][value="${ALIAS}"]`);
    },
    shows: /sales/,
  },
  {
    name: 'the text inside the quote',
    wanted: { reply: true, tail: QUOTE },
    async change(compose) {
      await compose.root.locator('.ajR').click();
      await retype(compose, 'blockquote', 'The price is half.');
    },
    shows: /half/,
  },
];

/** Ended mails of this proposal that the gate recorded, by how they ended. */
const ends = async (item: Item) =>
  (await stage.dispatches(item.proposalId)).map(({ state }) => state);

describe('approved for sending from Gmail, then changed', () => {
  it.each(CHANGES.map((change) => [change.name, change] as const))(
    '%s: stopped, and the panel shows what differs',
    async (_, { wanted, change, shows }) => {
      stage.configure({ aliases: [ALIAS] });
      const item = await stage.propose({ delivery: 'compose', ...wanted });
      const { mail, compose, panel } = await stage.approved(item);
      await change(compose);
      await CLICK.act(compose);
      await panel.says(/^Stopped: this is not what was approved/);
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(0);
      expect(await ends(item)).toEqual([]);
      await expect.poll(() => panel.difference(), { timeout: 5000 }).toMatch(shows);
      await mail.page.close();
    },
  );

  it.each(
    SEND_PATHS.filter(({ replyOnly }) => !replyOnly).map((path) => [path.name, path] as const),
  )('by %s: stopped as well', async (_, { act }) => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approved(item);
    await compose.type('x');
    await act(compose);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await mail.page.close();
  });

  it('may be approved as it is now, and is then sent as it is now, once', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approved(item);
    await compose.type(' today');
    await CLICK.act(compose);
    await panel.says(/^Stopped: this is not what was approved/);
    await panel.press('A');
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    const sent = stage.world.gmail.sent().find(({ draftId }) => draftId === item.draftId);
    expect(sent?.bodyHtml).toContain(' today');
    await mail.page.close();
  });

  it('while the gate is asked: nothing leaves, and the gate hears that it was not sent', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', workflowId: 'pausable' });
    const { mail, compose, panel } = await stage.approved(item);
    const lock = await lockWorkflow('pausable');
    try {
      await CLICK.act(compose);
      await lock.someoneWaits();
      await compose.body.evaluate((node) => node.append(' one word more'));
    } finally {
      await lock.release();
    }
    await panel.says(/^Stopped: this is not what was approved/);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await until('the gate has heard it', async () => (await ends(item))[0] === 'failed');
    expect(await ends(item)).toEqual(['failed']);
    await mail.page.close();
  });
});

/** Holds the row that every redemption of this workflow must lock. */
async function lockWorkflow(id: string) {
  const { dataDir } = stage.world;
  const server = await startEmbedded(join(dataDir, 'postgres'), () => undefined);
  const client = new Client(sightOf(server));
  await client.connect();
  await client.query('begin');
  const { rowCount } = await client.query('select 1 from workflows where id = $1 for update', [id]);
  expect(rowCount).toBe(1);
  return {
    someoneWaits: () =>
      until('a redemption waits', async () => {
        const { rows } = await client.query('select 1 from pg_locks where not granted');
        return rows.length > 0;
      }),
    async release() {
      await client.query('commit');
      await client.end();
      await server.stop();
    },
  };
}
