import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gmail } from '../../../src/hosts/gmail/index.ts';
import type { SurfaceChange } from '../../../src/hosts/host.ts';
import {
  type ComposeOptions,
  type SyntheticCompose,
  syntheticCompose,
} from '../../fixtures/hosts/synthetic-gmail-compose.ts';

const open: SyntheticCompose[] = [];
const compose = (options: ComposeOptions = {}) => {
  const made = syntheticCompose(options);
  open.push(made);
  return made;
};
let life = new AbortController();
beforeEach(() => {
  life = new AbortController();
  document.title = 'Re: ask bob@other.example - me@north.example - Gmail';
});
afterEach(() => {
  life.abort();
  for (const made of open.splice(0)) made.remove();
  location.hash = '';
});
/** Two frames and an idle period: whatever was scheduled has run. */
const settled = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => requestIdleCallback(() => resolve(), { timeout: 400 })),
    );
  });
const observed = () => {
  const seen: string[] = [];
  const changes: SurfaceChange[] = [];
  gmail.observe((change) => {
    changes.push(change);
    const { surface } = change;
    seen.push(`${change.type} ${surface.kind === 'compose' ? surface.mode : surface.kind}`);
  }, life.signal);
  return { seen, changes };
};

describe('observing', () => {
  it('finds what is there, what comes and what goes', async () => {
    const first = compose();
    const { seen } = observed();
    await settled();
    expect(seen).toEqual(['added floating']);
    compose({ mode: 'inline' });
    await expect.poll(() => seen).toEqual(['added floating', 'added inline']);
    first.remove();
    await expect.poll(() => seen).toEqual(['added floating', 'added inline', 'removed floating']);
  });

  it('takes a move to full screen for a change, and keeps the surface', async () => {
    const made = compose();
    const { seen, changes } = observed();
    await settled();
    const full = document.createElement('div');
    full.className = 'aSs';
    const inner = document.createElement('div');
    inner.className = 'aSt';
    full.append(inner);
    document.body.append(full);
    inner.append(made.dialog);
    await expect.poll(() => seen).toEqual(['added floating', 'changed full']);
    expect(changes[1]?.surface).toBe(changes[0]?.surface);
    full.remove();
  });

  it('reads from a body that was made anew', async () => {
    const made = compose({ body: [document.createTextNode('text')] });
    const { seen } = observed();
    await settled();
    made.recreateBody();
    await settled();
    expect(seen).toEqual(['added floating']);
    expect(gmail.read(gmail.surfaceOf(made.root))?.authoredHtml).toBe('<p>text</p>');
  });

  it('says nothing while nothing of the page comes or goes, and sees a minimised compose', async () => {
    const made = compose();
    const { seen } = observed();
    await settled();
    made.body().append('typing');
    const own = document.createElement('div');
    own.setAttribute('data-countersign', '');
    document.body.append(own);
    await settled();
    expect(seen).toEqual(['added floating']);
    own.remove();
    const part = made.dialog.firstElementChild as HTMLElement;
    part.style.display = 'none';
    window.dispatchEvent(new Event('focus'));
    await expect.poll(() => seen).toEqual(['added floating', 'changed floating']);
    expect(gmail.surfaceOf(made.root)).toMatchObject({ minimized: true });
  });

  it('stops with its signal', async () => {
    const { seen } = observed();
    await settled();
    life.abort();
    compose();
    await settled();
    expect(seen).toEqual([]);
  });

  it('leaves dialogs without a compose alone', async () => {
    const chat = document.createElement('div');
    chat.setAttribute('role', 'dialog');
    const { seen } = observed();
    document.body.append(chat);
    await settled();
    expect(seen).toEqual([]);
    chat.remove();
  });
});

describe('identity', () => {
  const identify = (made: SyntheticCompose) => gmail.identify(gmail.surfaceOf(made.root));

  it('comes from the form', () => {
    const made = compose({
      legacyThread: '183234ce86ffa010',
      replyTo: '#msg-f:1862317453241163041',
    });
    expect(identify(made)).toEqual({
      account: 'me@north.example',
      draftId: 'r-7673660351152959857',
      threadId: '183234ce86ffa010',
      replyTo: '19d847db53731d21',
      source: 'form',
    });
  });

  it('comes from the address where the form has none, but only if one compose is open', () => {
    location.hash =
      '#inbox?compose=CllgCJTJGGqjskBxdhNstfLVpLsFHJSPRdKFWQgNXgWHbqrvdrLghdNKncWqFkSgblMdtKZKwwL';
    const made = compose({ draft: 'undefined' });
    expect(identify(made)).toMatchObject({ draftId: 'r4208039921335771571', source: 'url' });
    compose({ draft: '' });
    expect(identify(made).draftId).toBeUndefined();
  });

  it("comes from Gmail's log note last", () => {
    const made = compose({ draft: '', thread: '' });
    made.root.setAttribute(
      'jslog',
      `1; 11:${btoa('["#msg-a:r-12",null,["#thread-a:r-34"],false]')}`,
    );
    expect(identify(made)).toMatchObject({
      draftId: 'r-12',
      threadId: 'thread-a:r-34',
      source: 'attribute',
    });
    made.root.setAttribute('jslog', '1; 11:notjson');
    expect(identify(made).draftId).toBeUndefined();
  });

  it('believes an account only if nothing contradicts it, or two agree', () => {
    expect(gmail.account()).toBe('me@north.example');
    const meta = document.createElement('meta');
    meta.name = 'og-profile-acct';
    meta.content = 'Other@north.example';
    document.head.append(meta);
    expect(gmail.account()).toBeUndefined();
    meta.content = 'ME@north.example';
    expect(gmail.account()).toBe('me@north.example');
    meta.remove();
    document.title = 'Inbox';
    expect(gmail.account()).toBeUndefined();
  });
});

describe('with every class name another one', () => {
  it('still finds what rests on names and roles, and says by name what it does not', () => {
    const options = { shuffled: true, to: ['bob@acme.example'], subject: 'S' };
    const before = new Map(gmail.health().map(({ name, misses }) => [name, misses]));
    const made = compose(options);
    const surface = gmail.surfaceOf(made.root);
    expect(gmail.identify(surface).draftId).toBe('r-7673660351152959857');
    expect(gmail.read(surface)?.compose).toMatchObject({ to: ['bob@acme.example'], subject: 'S' });
    const press = (node: Element) => {
      let attempt = null;
      const hear = (event: Event) => {
        attempt = gmail.sendAttempt(event);
      };
      node.addEventListener('click', hear, { once: true });
      node.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      return attempt as ReturnType<typeof gmail.sendAttempt>;
    };
    expect(press(made.send())).toMatchObject({ root: made.root });
    expect(press(made.archive)).toMatchObject({ root: made.root });
    expect(press(made.schedule)).toMatchObject({ root: made.root, path: 'schedule' });
    gmail.fire({ root: made.root, path: 'send-and-archive', button: null });
    const missed = gmail.health().filter(({ name, misses }) => misses > (before.get(name) ?? 0));
    expect(missed.map(({ name }) => name)).toEqual(['send.archive']);
  });
});

describe('placing', () => {
  it.each(['floating', 'full', 'inline'] as const)('never covers a %s compose', (mode) => {
    const made = compose({ mode });
    const around = made.dialog;
    Object.assign(around.style, {
      position: 'fixed',
      left: '300px',
      top: '100px',
      width: '260px',
      height: '300px',
    });
    for (const left of [0, 150, 400]) {
      around.style.left = `${left}px`;
      const rect = gmail.place(gmail.surfaceOf(made.root), { width: 320, height: 400 });
      const box = (mode === 'inline' ? made.root : around).getBoundingClientRect();
      const apart =
        rect.width === 0 ||
        rect.right <= box.left ||
        rect.left >= box.right ||
        rect.bottom <= box.top ||
        rect.top >= box.bottom;
      expect(apart, `${mode} at ${left}`).toBe(true);
      expect(rect.left).toBeGreaterThanOrEqual(0);
      expect(rect.right).toBeLessThanOrEqual(document.documentElement.clientWidth);
      expect(rect.bottom).toBeLessThanOrEqual(window.innerHeight);
    }
  });

  it('has no place beside what is hidden', () => {
    const made = compose();
    made.dialog.style.display = 'none';
    expect(gmail.place(gmail.surfaceOf(made.root), { width: 320, height: 400 }).width).toBe(0);
  });
});

describe('an open thread', () => {
  const el = (tag: string, data: Record<string, string>, ...inside: (Node | string)[]) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(data)) node.setAttribute(name, value);
    node.append(...inside);
    return node;
  };

  it('says which drafts its open mails were, whom it names, and more once another mail opens', async () => {
    const heading = el('h2', { 'data-legacy-thread-id': '18f' }, 'Re: your routing');
    const message = (id: string, email: string) =>
      el('div', { 'data-message-id': `#${id}` }, el('span', { email, name: 'x' }, 'x'));
    const list = el('div', { role: 'list' }, message('msg-a:r-76', 'ana@acme.example'));
    const main = el('div', { role: 'main' }, heading, list);
    document.body.append(main);
    const { seen, changes } = observed();
    await expect.poll(() => seen).toEqual(['added thread']);
    const [{ surface } = { surface: undefined }] = changes;
    if (!surface) throw new Error('there is no thread');
    list.append(message('msg-f:1756062914473899624', 'bob@acme.example'), el('div', {}, 'folded'));
    await expect.poll(() => seen).toEqual(['added thread', 'changed thread']);
    const mails = gmail.mails?.(surface);
    expect(mails?.sent.map(({ draftId }) => draftId)).toEqual([
      'r-76',
      'msg-f:1756062914473899624',
    ]);
    expect(mails).toMatchObject({
      subject: 'Re: your routing',
      people: ['ana@acme.example', 'bob@acme.example'],
    });
    main.remove();
  });
});
