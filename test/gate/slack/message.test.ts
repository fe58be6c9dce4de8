import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim, Flag } from '../../../src/core/schema/claim.ts';
import type { ReviewItem } from '../../../src/core/schema/proposal.ts';
import { DEFAULT_POLICY } from '../../../src/core/schema/workflow.ts';
import { closedMessage, isWhole, messageOf } from '../../../src/gate/connectors/slack/message.ts';
import { readAct, targetOf } from '../../../src/gate/connectors/slack/payload.ts';
import { isSigned, slackSignature } from '../../../src/gate/connectors/slack/signed.ts';
import type { SlackItem } from '../../../src/gate/dispatch/ports.ts';
import { email } from '../http/material.ts';
import { type Block, buttonsOf, fits, seen, textsIn } from './slack-server.ts';
import { pressBody, REASON, SECRET, submitBody } from './stage.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const DIGEST = 'a'.repeat(64);
const url = (id: string): string => `https://gate.example/review/${id}`;

function found(change: Partial<ReviewItem> = {}, rest: Partial<SlackItem> = {}): SlackItem {
  const item: ReviewItem = {
    ...{ proposalId: ID, workspaceId: ID, kind: 'email.draft', revision: 1, state: 'pending' },
    workflow: { id: 'outbound', name: 'Outbound mail', pattern: 'pre-approval', paused: false },
    agent: { name: 'Writer', model: 'm', modelVersion: '3' },
    ...{ lane: 'human', tier: 'medium', content: email(), contentDigest: DIGEST },
    trigger: { code: 'buyer-facing', message: 'A buyer would see it.' },
    ...{ confidence: 0.92, trackRecord: { n: 140, right: 99 } },
    reasoning: [{ text: 'They asked for a call.' }],
    ...{ claims: [], flags: [], policy: { version: 1, undoSeconds: 10, unknownCompose: 'hold' } },
    ...{ createdAt: '2026-11-28T10:00:00Z', dueAt: '2026-11-28T18:00:00Z' },
    ...change,
  };
  return { item, policy: DEFAULT_POLICY, kept: false, bySlack: false, ...rest };
}
const message = (change: Partial<ReviewItem> = {}, rest: Partial<SlackItem> = {}) => {
  const made = messageOf(found(change, rest), url);
  if (!made) throw new Error('no message');
  return made as { text: string; blocks: Block[] };
};

const CLAIM: Claim = {
  id: 'c1',
  statement: 'They raised 12 million',
  status: 'contradicted',
  evidence: [
    { source: 'company site', quote: 'raised 2 million', observedAt: '2026-11-20T00:00:00Z' },
  ],
};
const FLAG: Flag = {
  code: 'claims.greeting',
  origin: 'check',
  severity: 'high',
  message: 'Another name.',
};

describe('the message', () => {
  it('shows the facts that the panel shows, and all of the mail', () => {
    const shown = seen(message({ claims: [CLAIM], flags: [FLAG] }));
    for (const words of [
      ...['A buyer would see it.', 'Medium risk', 'says 0.92, right 71 % of the time (n = 140)'],
      ...['High, from our checks: Another name.', 'Contradicted: They raised 12 million'],
      ...['company site: “raised 2 million”, seen 2026-11-20', 'They asked for a call.'],
      ...['Rae Rep <rep@acme.example>', 'Ana <ana@buyer.example>', 'Your question'],
      ...['Hi Ana,\nThanks for the call.', 'revision 1', 'due 2026-11-28T18:00 UTC'],
    ])
      expect(shown).toContain(words);
  });

  it('says that there is no track record yet instead of a bare number', () => {
    expect(seen(message({ trackRecord: { n: 3, right: 3 } }))).toContain(
      'not enough history yet (n = 3)',
    );
  });

  it('shows where a link goes, and characters that nobody would see', () => {
    const body = '<p><a href="https://evil.example/x">acme.example</a> a\u202eb\u200bc</p>';
    const shown = seen(message({ content: email({ body }) }));
    expect(shown).toContain('acme.example (https://evil.example/x)');
    expect(shown).toContain('a[right-to-left override]b[zero-width space]c');
  });

  it('lets nothing that was written mean anything: no mention, link, or formatting', () => {
    const hostile = '<!channel> <@U0ANA> <https://evil.example|acme> *bold* `code` :tada: & &lt;';
    const made = message({
      content: email({ subject: hostile, to: [{ email: 'a@b.example', name: hostile }] }),
      trigger: { code: 'x', message: hostile },
      flags: [{ ...FLAG, message: hostile }],
      claims: [{ ...CLAIM, statement: hostile }],
    });
    // Slack parses mrkdwn objects and the fallback text: ours have none of the first.
    expect(JSON.stringify(made.blocks)).not.toContain('"mrkdwn"');
    expect(made.text).not.toMatch(/<[!@#h]/);
    expect(seen(made)).toContain(hostile);
    const content = email({ to: [{ email: 'a@b.example' }] });
    expect(closedMessage(found({ content }), url).text).not.toMatch(/[<>]/);
  });

  it('that is over keeps one link, to look at what became of it, and no button', () => {
    const over = closedMessage(found({ state: 'executed' }), url) as ReturnType<typeof message>;
    const links = JSON.stringify(over.blocks).match(/"type":"link"[^}]*/g) ?? [];
    expect(links).toEqual([`"type":"link","url":"${url(ID)}","text":"Look at it"`]);
    expect(buttonsOf(over)).toEqual([]);
  });

  it('carries an id, a revision and a digest on its buttons, and a link that is only a link', () => {
    const buttons = buttonsOf(message());
    expect(buttons.map(({ value }) => value)).toEqual(Array(3).fill(`${ID}.1.${DIGEST}`));
    expect(buttons.map((button) => button.url)).toEqual([undefined, undefined, url(ID)]);
    expect(targetOf(buttons[0]?.value ?? '')).toEqual({
      proposalId: ID,
      revision: 1,
      contentDigest: DIGEST,
    });
  });

  it('stays within Slack’s limits whatever there is to show, and offers no approval of what is cut', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 9000 }).map((text) => `${text}x`);
    const many = fc.array(words, { maxLength: 60 });
    fc.assert(
      fc.property(words, many, many, (text, flags, claims) => {
        const body = `<p>${text.replace(/[&<>]/g, '')}</p>`;
        const made = found({
          content: email({ body }),
          flags: flags.map((each) => ({ ...FLAG, message: each })),
          claims: claims.map((each) => ({ ...CLAIM, statement: each })),
        });
        const { blocks } = (messageOf(made, url) ?? { blocks: [] }) as { blocks: Block[] };
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(blocks.filter((block) => !fits(block))).toEqual([]);
        expect(JSON.stringify(blocks).length).toBeLessThan(16_000);
        const approves = buttonsOf({ blocks }).some(({ action_id }) => /approve/.test(action_id));
        expect(approves).toBe(isWhole(made));
        for (const half of textsIn(blocks)) expect(half.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('there is none for prices, for other lanes, for what is decided, or kept to the review pages', () => {
    expect(messageOf(found({ kind: 'price.quote' }), url)).toBeNull();
    expect(messageOf(found({ lane: 'auto' }), url)).toBeNull();
    expect(messageOf(found({ state: 'approved' }), url)).toBeNull();
    expect(messageOf(found({}, { kept: true }), url)).toBeNull();
    const channels = { slack: { notKinds: ['email.draft' as const] } };
    expect(messageOf(found({}, { policy: { ...DEFAULT_POLICY, channels } }), url)).toBeNull();
  });
});

describe('what Slack sends', () => {
  it('is told by ids, never by names', () => {
    const act = readAct(pressBody({ action: 'approve', value: `${ID}.1.${DIGEST}`, userId: 'U1' }));
    expect(act).toMatchObject({ act: 'approve', user: { teamId: 'T0TEST', userId: 'U1' } });
  });

  it('is read back from the dialogue with its reason and note', () => {
    const metadata = `C0TESTING1 ${ID}.2.${DIGEST}`;
    const values = REASON('offer', ' 10 % too low ');
    expect(readAct(submitBody({ callback: 'reject', metadata, values }))).toEqual({
      act: 'reject',
      user: { teamId: 'T0TEST', userId: 'U0ANA' },
      channel: 'C0TESTING1',
      target: { proposalId: ID, revision: 2, contentDigest: DIGEST },
      reason: { code: 'offer', note: '10 % too low' },
    });
    expect(readAct(submitBody({ callback: 'reject', metadata, values: {} }))).toBeNull();
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => `payload=${encodeURIComponent(json)}`),
        ),
        (body) => {
          expect(() => readAct(body)).not.toThrow();
        },
      ),
    );
  });

  it('is signed over its bytes and time: any other byte, time or secret is not', () => {
    // The example of Slack's documentation.
    const secret = '8f742231b10e8888abcd99yyyzzz85a5';
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const timestamp = '1531420618';
    const signature = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
    expect(slackSignature(secret, { timestamp, body })).toBe(signature);
    const now = 1531420618_000;
    const request = { timestamp, body, signature };
    expect(isSigned(secret, request, now)).toBe(true);
    expect(isSigned(secret, request, now + 299_000)).toBe(true);
    for (const wrong of [
      isSigned(SECRET, request, now),
      isSigned(secret, { ...request, body: `${body}&` }, now),
      isSigned(secret, { ...request, timestamp: '1531420619' }, now),
      isSigned(secret, { ...request, timestamp: '1531420618 ' }, now),
      isSigned(secret, { ...request, signature: signature.toUpperCase() }, now),
      isSigned(secret, { ...request, signature: '' }, now),
      isSigned(secret, request, now + 301_000),
      isSigned(secret, request, now - 301_000),
    ])
      expect(wrong).toBe(false);
  });
});
