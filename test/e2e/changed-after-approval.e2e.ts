import { join } from 'node:path';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Compose, MailPage } from '../../src/demo/drive/mail-page.ts';
import { startEmbedded } from '../../src/gate/store/embedded/index.ts';
import { sightOf } from '../support/pg-sight.ts';
import { CLICK, pressAt, SEND_PATHS } from './send-paths.ts';
import { type Item, timeEnough, until, useStage, type Wanted } from './stage.ts';

const ANA = { name: 'Ana Ruiz', email: 'ana.ruiz@acme-robotics.example' };
const BEN = { name: 'Ben Oyelaran', email: 'ben@acme-robotics.example' };
const ALIAS = 'sales@brightloop.example';
const SIGNATURE =
  '<br><div class="gmail_signature" data-smartmail="gmail_signature"><div>Mara Lindqvist</div></div>';
const QUOTE =
  '<div class="gmail_quote"><div class="gmail_attr">On Monday Ana wrote:<br></div><blockquote class="gmail_quote">The price is fine.</blockquote></div>';
const LINKED =
  '<p>Hi Ana,</p><p>it is all in <a href="https://brightloop.example/plan">our plan</a>.</p>';

const stage = useStage({ gmail: { aliases: [ALIAS] } });

/** Shows the recipients' rows, which fold away while the text has the focus. */
async function unfold(compose: Compose): Promise<void> {
  await compose.root.locator('.g-summary').focus();
}

async function removeFromTo(compose: Compose, email: string): Promise<void> {
  await unfold(compose);
  await compose.root.locator(`[data-hovercard-id="${email}"] .g-chip-remove`).click();
}

/** Changes a text that lies in the body, as an editor's own script would. */
async function retype(compose: Compose, selector: string, text: string): Promise<void> {
  await compose.body
    .locator(selector)
    .last()
    .evaluate((node, to) => {
      node.textContent = to;
      node.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, text);
}

type Change = {
  name: string;
  wanted?: Partial<Wanted>;
  change(compose: Compose): Promise<void>;
  /** a word that only the difference in the panel has: it is shown word by word */
  shows: string | RegExp;
};

const CHANGES: Change[] = [
  { name: 'one character', change: (compose) => compose.type('x'), shows: /x/ },
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
    name: "a link's target under the same words",
    wanted: { body: LINKED },
    change: (compose) =>
      compose.body.locator('a').evaluate((node) => {
        node.setAttribute('href', 'https://elsewhere.example/plan');
      }),
    shows: /elsewhere/,
  },
  {
    name: 'an image put in',
    change: (compose) =>
      compose.body.evaluate((node) => {
        const image = document.createElement('img');
        image.src =
          'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICTAEAOw==';
        node.firstElementChild?.append(image);
      }),
    shows: /./,
  },
  {
    name: 'an attachment added',
    change: (compose) =>
      compose.root.locator('input[name=Filedata]').setInputFiles({
        name: 'terms.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.alloc(4000),
      }),
    shows: /terms/,
  },
  {
    name: 'the text of the signature',
    wanted: { tail: SIGNATURE },
    change: (compose) => retype(compose, '.gmail_signature div', 'Mara Lindqvist, free until May'),
    shows: /free/,
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
  {
    name: 'the subject',
    change: (compose) => compose.subject.fill('Another subject'),
    shows: /Another/,
  },
];

/** Ended mails of this proposal that the gate recorded, by how they ended. */
const ends = async (item: Item) =>
  (await stage.dispatches(item.proposalId)).map(({ state }) => state);

let brief: { item: Item; approvedAt: number };

beforeAll(async () => {
  const item = await stage.propose({ delivery: 'compose', workflowId: 'brief' });
  const { mail } = await stage.approved(item);
  brief = { item, approvedAt: Date.now() };
  await mail.page.close();
});

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

describe('approved for sending from Gmail, unchanged', () => {
  it.each(
    [...SEND_PATHS.filter(({ name }) => !name.startsWith('5 the menu, by keys'))].map(
      (path) => [path.name, path] as const,
    ),
  )('by %s: sent exactly once, and recorded', async (_, { act }) => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true, tail: QUOTE });
    const { mail, compose } = await stage.approved(item);
    await act(compose);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    expect(await ends(item)).toEqual(['executed']);
    await mail.page.close();
  });

  it.each(['mousedown', 'mouseup', 'click', 'keydown', 'all'] as const)(
    'sent exactly once through handlers on %s and buttons that are re-rendered',
    async (sendHandlers) => {
      stage.configure({ sendHandlers, rerenderSendButtonEveryMs: 150 });
      const item = await stage.propose({ delivery: 'compose', tail: SIGNATURE });
      const { mail, compose } = await stage.approved(item);
      await CLICK.act(compose);
      await stage.becomes(item.proposalId, 'executed');
      await timeEnough();
      expect(stage.left(item.draftId)).toBe(1);
      await mail.page.close();
    },
  );

  it('showing the trimmed quote is no change', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', reply: true, tail: QUOTE });
    const { mail, compose } = await stage.approved(item);
    await compose.root.locator('.ajR').click();
    await compose.body.locator('blockquote').last().waitFor();
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  const twice: [string, (compose: Compose, mail: MailPage) => Promise<unknown>][] = [
    ['a double click', (compose) => compose.send.dblclick()],
    [
      'a click and Ctrl+Enter at once',
      async (compose, { page }) => {
        await compose.body.focus();
        await Promise.all([CLICK.act(compose), page.keyboard.press('Control+Enter')]);
      },
    ],
    [
      'five clicks without a pause',
      async (compose) => {
        for (let click = 0; click < 5; click += 1) await CLICK.act(compose);
      },
    ],
    [
      'the panel’s key and a click at once',
      async (compose, { page }) => {
        await (await compose.mail.panel()).focus();
        await Promise.all([page.keyboard.press('A'), CLICK.act(compose)]);
      },
    ],
  ];
  it.each(twice)('%s: exactly one mail', async (_, act) => {
    stage.configure({ sendDelayMs: 200 });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose } = await stage.approved(item);
    // The compose may go while the second press is on its way: that is no failure.
    await act(compose, mail).catch(() => undefined);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough(800);
    expect(stage.left(item.draftId)).toBe(1);
    expect(await ends(item)).toEqual(['executed']);
    await mail.page.close();
  });

  it('approve and send, by one key: exactly one mail', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', tail: SIGNATURE });
    const { mail } = await stage.open(item);
    await (await mail.panel()).press('A');
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });
});

describe('what else stops an approved mail', () => {
  it('a paused workflow stops it, a resumed one lets it go', async () => {
    stage.configure();
    const { store, workspaceId } = stage.world.admin;
    const change = { workspaceId, id: 'pausable', reason: 'too many complaints', by: v7() };
    const item = await stage.propose({ delivery: 'compose', workflowId: 'pausable' });
    const { mail, compose, panel } = await stage.approved(item);
    await store.workflows.setWorkflowState({ ...change, state: 'paused' });
    await CLICK.act(compose);
    await panel.says(/^Stopped: this workflow is paused/);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await store.workflows.setWorkflowState({ ...change, state: 'running' });
    await CLICK.act(compose);
    await stage.becomes(item.proposalId, 'executed');
    expect(stage.left(item.draftId)).toBe(1);
    await mail.page.close();
  });

  it('a new revision by the agent stops the old approval', async () => {
    stage.configure();
    const item = await stage.propose({ delivery: 'compose', body: '<p>The first text.</p>' });
    const { mail, compose, panel } = await stage.approved(item);
    await stage.revise(item, '<p>The second text.</p>');
    await CLICK.act(compose);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await mail.page.close();
  });
});

describe("Gmail's own undo of a send", () => {
  it('is recorded as recalled; the draft that comes back needs a new approval, and leaves once', async () => {
    stage.configure({ sendDelayMs: 60_000 });
    const item = await stage.propose({ delivery: 'compose' });
    const { mail, compose, panel } = await stage.approved(item);
    await CLICK.act(compose);
    await until('the page has it', () => stage.left(item.draftId) === 1);
    await mail.page.locator('#link_undo').click();
    const again = await mail.compose(item.draftId);
    await stage.becomes(item.proposalId, 'recalled');
    expect(stage.left(item.draftId)).toBe(0);
    await CLICK.act(again);
    await panel.says(/^Stopped: /);
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(0);
    await panel.press('a');
    await stage.becomes(item.proposalId, 'approved');
    await CLICK.act(again);
    await stage.becomes(item.proposalId, 'executed');
    await timeEnough();
    expect(stage.left(item.draftId)).toBe(1);
    expect((await ends(item)).toSorted()).toEqual(['executed', 'failed']);
    await mail.page.close();
  });
});

describe('an approval that is over', () => {
  it('does not let the mail leave', async () => {
    stage.configure();
    const { mail, compose } = await stage.open(brief.item);
    const panel = await mail.panel();
    await until('the minute is over', () => Date.now() > brief.approvedAt + 61_000, 70_000);
    await CLICK.act(compose);
    await panel.says(/^Stopped: /);
    expect(await panel.stopped()).toMatch(/expired|nobody has approved/);
    await timeEnough();
    expect(stage.left(brief.item.draftId)).toBe(0);
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
