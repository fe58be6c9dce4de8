import { ImapFlow } from 'imapflow';
import MailComposer from 'nodemailer/lib/mail-composer';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { imapSentMail } from '../../../src/gate/connectors/sent-mail/imap.ts';
import type { SentMail, Store } from '../../../src/gate/dispatch/ports.ts';
import { reconcile } from '../../../src/gate/dispatch/reconcile.ts';
import { createStore } from '../../../src/gate/store/index.ts';
import { freshDatabase, type TestDatabase } from '../../support/pg.ts';
import { cleared, conductScene, mailTo, propose, redeem, type Scene } from './conduct-scene.ts';
import { dovecotMissing, startDovecot } from './dovecot.ts';
import { type ImapServer, startImapServer } from './imap-server.ts';

const missing = dovecotMissing();
const SINCE = new Date(Date.now() - 3_600_000);

describe(
  missing === null ? 'with Dovecot' : `with an IMAP server of our own, since ${missing}`,
  () => {
    let database: TestDatabase;
    let store: Store;
    let sql: pg.Pool;
    let server: ImapServer;
    let mail: SentMail;
    let at: Scene;
    beforeAll(async () => {
      database = await freshDatabase();
      store = createStore(database.url);
      sql = new pg.Pool({ connectionString: database.adminUrl });
      server = missing === null ? await startDovecot() : await startImapServer();
      mail = imapSentMail(server.url);
    });
    afterAll(async () => {
      await server?.stop();
      await sql?.end();
      await store?.close();
      await database?.drop();
    });
    beforeEach(async () => {
      at = await conductScene(store);
      await inSent(server, async (client) => {
        await client.messageDelete('1:*');
      });
    });

    const look = () =>
      reconcile(
        { store, now: () => Date.now() },
        { workspaceId: at.workspaceId, mail, since: SINCE },
      );

    /** As a mail program does it: sends, then puts a copy into Sent. */
    const send = (message: Message) =>
      inSent(server, async (client) => {
        await client.append('Sent', await mimeOf(message), ['\\Seen']);
      });

    it('a mail from a second mail client to somebody proposed to is found, and reported once', async () => {
      await propose(at, mailTo('bob@buyer.example'));
      await send({
        to: 'Bob <Bob+sales@Buyer.example>',
        subject: 'Just between us',
        html: '<p>psst</p>',
      });
      const found = await look();
      expect(found.incidents).toMatchObject([
        {
          kind: 'sent-uncleared',
          mailbox: 'ana@seller.example',
          recipients: ['Bob+sales@buyer.example'],
          subject: 'Just between us',
          messageId: expect.stringMatching(/^<.+>$/),
        },
      ]);
      expect((await look()).incidents).toEqual([]);
      const { workspaceId } = at;
      expect(await store.reconcile.incidents({ workspaceId, limit: 10 })).toHaveLength(1);
      const { rows } = await sql.query<{ became: string; data: object }>(
        `select became, data from audit_log where workspace_id = $1 and subject = 'incident'`,
        [workspaceId],
      );
      expect(rows).toMatchObject([{ became: 'created' }]);
      expect(JSON.stringify(rows)).not.toMatch(/bob|psst|between/i);
    });

    it('two processes that look at once report it once', async () => {
      await propose(at, mailTo('bob@buyer.example'));
      await send({ to: 'bob@buyer.example', subject: 'Twice seen', html: 'x' });
      const both = await Promise.all([look(), look()]);
      expect(both.flatMap(({ incidents }) => incidents)).toHaveLength(1);
    });

    it("mail to strangers and among colleagues is nobody's business", async () => {
      await send({ to: 'dentist@elsewhere.example', subject: 'Tuesday', html: 'at nine?' });
      await send({ to: at.rep.reviewer.email, subject: 'Lunch', html: 'now?' });
      expect(await look()).toMatchObject({ looked: 2, cleared: 0, incidents: [] });
    });

    describe("what a redemption let out through the person's own mailbox", () => {
      const composed = async (subject: string) => {
        const content = mailTo('bob@buyer.example', {
          subject,
          delivery: 'compose',
          body: '<p>Hello Bob,</p><p>it costs <b>€5,000</b> &amp; no more.</p><ul><li>one</li></ul>',
        });
        const made = await cleared(at, content, {
          executor: `gmail-compose:${at.rep.deviceId}`,
          dispatch: false,
        });
        await redeem(at, made);
        return made;
      };
      const HTML =
        '<div dir="ltr"><p>Hello Bob,</p>\r\n<p>it costs\r\n<b>&euro;5,000</b>&nbsp;&amp; no more.</p><ul><li>one</li></ul></div>'.replace(
          '&euro;',
          '&#8364;',
        );

      it('is accounted for, for one message only', async () => {
        await composed('Your offer');
        await send({ to: 'bob@buyer.example', subject: 'Your offer', html: HTML });
        expect(await look()).toMatchObject({ looked: 1, cleared: 1, incidents: [] });
        await send({ to: 'bob@buyer.example', subject: 'Your offer', html: HTML });
        expect(await look()).toMatchObject({
          looked: 1,
          cleared: 0,
          incidents: [{ kind: 'sent-uncleared' }],
        });
      });

      it('but not with another recipient, subject or figure', async () => {
        const made = await composed('Your offer');
        await send({
          to: 'bob@buyer.example, eve@buyer.example',
          subject: 'Your offer',
          html: HTML,
        });
        await send({ to: 'bob@buyer.example', subject: 'Your better offer', html: HTML });
        const changed = HTML.replace('5,000', '4,000');
        await send({ to: 'bob@buyer.example', subject: 'Your offer', html: changed });
        const { incidents } = await look();
        expect(incidents.map(({ kind, subject }) => [kind, subject]).sort()).toEqual([
          ['sent-changed', 'Your offer'],
          ['sent-uncleared', 'Your better offer'],
          ['sent-uncleared', 'Your offer'],
        ]);
        expect(incidents.find(({ kind }) => kind === 'sent-changed')?.proposalId).toBe(
          made.proposalId,
        );
      });
    });

    it("the gate's own mail is known by its Message-ID, and a borrowed one proves nothing", async () => {
      const made = await cleared(at, mailTo('bob@buyer.example', { subject: 'From the gate' }));
      await redeem(at, made);
      const messageId = `<${made.clearance.id}@seller.example>`;
      await send({ to: 'bob@buyer.example', subject: 'Something else', html: 'x', messageId });
      const { incidents } = await look();
      expect(incidents).toMatchObject([{ kind: 'sent-uncleared', messageId }]);
    });

    it('a mailbox that refuses the login throws, and nothing counts as looked at', async () => {
      const wrong = imapSentMail(server.url.replace(':secret@', ':wrong@'));
      const { workspaceId } = at;
      await expect(
        reconcile({ store, now: () => Date.now() }, { workspaceId, mail: wrong }),
      ).rejects.toThrow();
      expect(await store.reconcile.checkedTo({ workspaceId, mailbox: wrong.mailbox })).toBeNull();
    });
  },
);

type Message = { to: string; subject: string; html: string; messageId?: string };

const mimeOf = async (message: Message): Promise<Buffer> =>
  new MailComposer({ from: 'ana@seller.example', ...message }).compile().build();

async function inSent(
  server: ImapServer,
  work: (client: ImapFlow) => Promise<void>,
): Promise<void> {
  const { hostname, port } = new URL(server.url);
  const client = new ImapFlow({
    host: hostname,
    port: Number(port),
    secure: false,
    auth: { user: server.user, pass: 'secret' },
    logger: false,
  });
  await client.connect();
  const lock = await client.getMailboxLock('Sent');
  try {
    await work(client);
  } finally {
    lock.release();
    await client.logout();
  }
}
