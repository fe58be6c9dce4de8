import type { ComposeMode, DraftDto, MessageDto, ThreadDto } from '../contract.ts';
import type { App } from './app.ts';
import { addClasses, el, nextId, toggleClass } from './dom.ts';
import { icon } from './icons.ts';
import { newReply } from './new-draft.ts';
import { buildTree } from './tree.ts';

/** One open conversation. Its messages are drawn once; new ones are added. */
export class ThreadView {
  readonly node: HTMLElement;
  readonly #app: App;
  readonly #list: HTMLElement;
  readonly #items = new Map<string, { item: HTMLElement; box: HTMLElement }>();
  /** Drafts that were open here once: closed ones do not spring open again. */
  readonly #opened = new Set<string>();
  #thread: ThreadDto;

  constructor(app: App, thread: ThreadDto) {
    this.#app = app;
    this.#thread = thread;
    const subject = el('h2', {
      c: 'hP',
      s: 'thread-subject',
      a: {
        id: nextId(),
        tabindex: -1,
        'data-thread-perm-id': thread.id,
        'data-legacy-thread-id': thread.legacyId,
      },
      text: thread.subject || app.labels.noSubject,
    });
    this.#list = el('div', { a: { role: 'list' } });
    const inner = el(
      'div',
      { c: 'a98 iY', s: 'thread' },
      el('div', { c: 'nH' }, el('div', { c: 'ha' }, subject)),
      el('div', { c: 'nH' }, this.#list),
    );
    this.node = el('div', { c: 'nH g id' }, inner);
    this.update(thread);
  }

  get thread(): ThreadDto {
    return this.#thread;
  }

  /** Takes the thread's newest state; opens its unsent draft inline, as Gmail does. */
  update(thread: ThreadDto): void {
    this.#thread = thread;
    thread.messages.forEach((message, at) => {
      if (!this.#items.has(message.id)) this.#add(message, at === thread.messages.length - 1);
    });
  }

  /** Opens the drafts of this thread under the messages they answer. */
  openDrafts(drafts: DraftDto[], again = false): void {
    for (const draft of drafts) {
      const place = this.#items.get(draft.replyTo);
      if (!place || draft.legacyThreadId !== this.#thread.legacyId) continue;
      if ((this.#opened.has(draft.messageId) && !again) || place.box.childElementCount > 0)
        continue;
      if (this.#app.composes.find(draft.messageId)) continue;
      this.#expand(place.item);
      this.#opened.add(draft.messageId);
      this.#app.composes.openInline(draft, place.box);
    }
  }

  reply(mode: ComposeMode, message = this.#thread.messages.at(-1)): void {
    const place = message && this.#items.get(message.id);
    if (!place) return;
    const open = this.#app.composes.inThread(this.#thread.legacyId);
    if (open) {
      open.focus();
      return;
    }
    const draft = newReply(this.#app, { thread: this.#thread, message, mode });
    this.#opened.add(draft.messageId);
    this.#app.composes.openInline(draft, place.box);
  }

  /** Fills a collapsed message: before that it has neither body nor ids. */
  #expand(item: HTMLElement): void {
    if (item.dataset.state === 'open') return;
    item.dispatchEvent(new Event('expand'));
  }

  #add(message: MessageDto, open: boolean): void {
    const box = el('div', { c: 'ip iq', s: 'inline-box' });
    const item = el('div', {
      s: 'message',
      a: { role: 'listitem', tabindex: -1 },
    });
    const holder = el('div', { c: 'G3 G2' }, el('div', { a: { id: nextId() } }));
    item.append(el('div', { c: 'Bk' }, holder));
    const fill = () => {
      item.dataset.state = 'open';
      toggleClass(item, 'kv', false);
      toggleClass(item, 'h7', true);
      const answer = el(
        'div',
        { c: 'gA gt acV' },
        el('div', { c: 'gB xu' }, box, this.#pills(message)),
      );
      holder.firstElementChild?.replaceChildren(this.#expanded(message), answer);
    };
    item.addEventListener('expand', fill);
    if (open) fill();
    else {
      item.dataset.state = 'closed';
      addClasses(item, 'kv');
      const from = el('span', {
        c: 'gD',
        s: 'sender',
        a: { email: message.from.email, name: message.from.name },
        text: message.from.name,
      });
      const line = el(
        'div',
        { c: 'adf ads', s: 'collapsed', on: { click: fill } },
        from,
        el('span', { c: 'iA', s: 'snippet', text: message.snippet }),
      );
      holder.firstElementChild?.append(line);
    }
    this.#list.append(item);
    this.#items.set(message.id, { item, box });
  }

  #expanded(message: MessageDto): HTMLElement {
    const { labels, config } = this.#app;
    const lang = document.documentElement.lang;
    const date = new Intl.DateTimeFormat(lang, {
      dateStyle: 'medium',
      timeStyle: 'short',
    }).format(message.date);
    const from = el('span', {
      c: 'gD',
      s: 'sender',
      a: { email: message.from.email, name: message.from.name },
      text: message.from.name,
    });
    const recipients = [...message.to, ...message.cc].map((one, at) =>
      el(
        'span',
        {},
        at > 0 ? ', ' : '',
        el('span', {
          c: 'g2',
          a: { email: one.email, name: one.name },
          text: one.email === config.account ? labels.meObject : one.name,
        }),
      ),
    );
    const head = el(
      'table',
      { c: 'cf gJ', s: 'message-head' },
      el(
        'tbody',
        {},
        el(
          'tr',
          { c: 'acZ' },
          el(
            'td',
            { c: 'gF gK' },
            el(
              'h3',
              { c: 'iw', s: 'sender-line' },
              from,
              ' ',
              el('span', {
                c: 'go',
                s: 'quiet',
                a: { dir: 'ltr' },
                text: `<${message.from.email}>`,
              }),
            ),
          ),
          el(
            'td',
            { c: 'gH gK', s: 'date-cell' },
            el('span', { c: 'g3', s: 'quiet', a: { title: date }, text: date }),
          ),
        ),
        el(
          'tr',
          { c: 'acZ xD' },
          el(
            'td',
            { a: { colspan: 2 } },
            el(
              'div',
              { c: 'iw ajw' },
              el('span', { c: 'hb', s: 'quiet' }, `${labels.toMe} `, ...recipients),
            ),
          ),
        ),
      ),
    );
    const body = el('div', {
      c: 'a3s aiL',
      s: 'body',
      a: { id: nextId(), dir: 'auto' },
    });
    body.append(buildTree(message.body));
    const data = {
      'data-message-id': `#${message.id}`,
      'data-legacy-message-id': message.legacyId,
    };
    return el(
      'div',
      { c: 'adn ads', a: data },
      el(
        'div',
        { c: 'gs' },
        el('div', { c: 'gE iv gt' }, head),
        el('div', {}, el('div', { c: 'ii gt' }, body)),
      ),
    );
  }

  #pills(message: MessageDto): HTMLElement {
    const pill = (mode: ComposeMode, label: string, name: 'reply' | 'reply-all' | 'forward') =>
      el(
        'span',
        {
          c: 'ams bkH',
          s: 'pill',
          a: { role: 'link', tabindex: 0 },
          on: { click: () => this.reply(mode, message) },
        },
        icon(name, 15),
        label,
      );
    const { labels } = this.#app;
    return el(
      'div',
      { c: 'amn', s: 'pills' },
      pill('reply', labels.reply, 'reply'),
      pill('reply-all', labels.replyAll, 'reply-all'),
      pill('forward', labels.forward, 'forward'),
    );
  }
}
