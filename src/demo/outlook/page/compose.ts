import type { DraftDto, DraftFields, SendHow, SendVia } from '../../gmail/contract.ts';
import { api } from '../../gmail/page/api.ts';
import { el } from '../../gmail/page/dom.ts';
import { isAddress } from '../../gmail/page/recipients.ts';
import { actOn } from '../../gmail/page/send-bar.ts';
import { toast } from '../../gmail/page/toast.ts';
import type { App } from './app.ts';
import { Form } from './form.ts';
import { dialog, openMenu, pickTime } from './overlays.ts';

const SAVE_AFTER_MS = 300;
let buttons = 0;

/**
 * One compose:  editing ──send──▶ sending ──ok──▶ gone ──undo──▶ (a new compose, same draft)
 *                  ▲  └─discard──▶ gone    └─refused, or the person said no──▶ editing
 */
export class Compose {
  readonly draft: DraftDto;
  readonly form: Form;
  readonly node: HTMLElement;
  readonly #app: App;
  readonly #group = el('div', { a: { 'data-testid': 'ComposeSendButton' } });
  readonly #stop = new AbortController();
  #state: 'editing' | 'sending' | 'gone' = 'editing';
  #timer = 0;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(app: App, draft: DraftDto) {
    this.#app = app;
    this.draft = draft;
    this.form = new Form(app, draft, () => this.#changed());
    this.node = el('div', { s: 'surface' }, this.#bar(), this.form.node);
    this.#drawSend();
    const every = app.config.rerenderSendButtonEveryMs;
    if (every > 0) {
      const timer = setInterval(() => this.#drawSend(), every);
      this.#stop.signal.addEventListener('abort', () => clearInterval(timer));
    }
    this.#listen();
  }

  collect(): DraftFields {
    const { messageId, threadId, legacyThreadId, replyTo, mode } = this.draft;
    return {
      ...{ messageId, threadId, legacyThreadId, replyTo, mode },
      from: this.form.from,
      to: this.form.to.people(),
      cc: this.form.cc.people(),
      bcc: this.form.bcc.people(),
      subject: this.form.subject.value,
      bodyHtml: this.form.body.innerHTML,
      attachments: this.form.attachments,
    };
  }

  async send(how: SendHow, via: SendVia, at?: number): Promise<void> {
    if (this.#state !== 'editing') return;
    const { labels, config } = this.#app;
    for (const well of [this.form.to, this.form.cc, this.form.bcc]) well.commit();
    const fields = this.collect();
    const people = [...fields.to, ...fields.cc, ...fields.bcc];
    const bad = people.find(({ email }) => !isAddress(email));
    this.#state = 'sending';
    const stays = async (title: string, choices: readonly string[]) =>
      (await dialog(title, choices)) !== 0;
    const refused =
      people.length === 0
        ? await stays(labels.noRecipient, []).then(() => true)
        : bad
          ? await stays(labels.badAddress + bad.email, []).then(() => true)
          : /\battached\b/.test(this.form.body.innerText) &&
            fields.attachments.length === 0 &&
            (await stays('You may have forgotten to attach a file.', ['Send anyway', 'Back']));
    if (refused) {
      this.#state = 'editing';
      return;
    }
    clearTimeout(this.#timer);
    await this.#saving;
    await api.send({ fields, how, via, ...(at === undefined ? {} : { at }) });
    this.end();
    const back = async () => {
      const draft = await api.undo(fields.messageId);
      if (!draft) return toast(labels.tooLate);
      toast(labels.undone);
      await this.#app.refresh();
      this.#app.openDraft(draft);
    };
    const text = how === 'schedule' ? labels.scheduled : labels.messageSent;
    const forMs = how === 'schedule' ? 5000 : config.sendDelayMs;
    toast(text, { label: labels.undo, act: () => void back(), forMs });
  }

  /** Takes it off the page; what was typed is saved. */
  async close(): Promise<void> {
    if (this.#state !== 'editing') return;
    const fields = this.collect();
    this.#state = 'gone';
    clearTimeout(this.#timer);
    this.#stop.abort();
    this.node.remove();
    this.#saving = this.#saving.then(() => api.save(fields).catch(() => null));
    await this.#saving;
  }

  /** It was sent or discarded. */
  end(): void {
    this.#state = 'gone';
    clearTimeout(this.#timer);
    this.#stop.abort();
    this.node.remove();
    this.#app.closed();
  }

  async #discard(): Promise<void> {
    if (this.#state !== 'editing') return;
    if ((await dialog(this.#app.labels.discard, [this.#app.labels.ok])) !== 0) return;
    this.end();
    await this.#saving;
    await api.discard(this.draft.messageId);
  }

  #changed(): void {
    clearTimeout(this.#timer);
    if (this.#state !== 'editing') return;
    this.#timer = window.setTimeout(() => {
      const fields = this.collect();
      this.#saving = this.#saving.then(() => api.save(fields).catch(() => null));
    }, SAVE_AFTER_MS);
  }

  #bar(): HTMLElement {
    const { labels, config } = this.#app;
    const picker = el('input', {
      s: 'picker',
      a: { type: 'file', 'aria-label': labels.attach },
      on: {
        change: () => {
          for (const { name, size, type } of picker.files ?? [])
            this.form.attach({ name, size, type });
        },
      },
    });
    const button = (id: string, text: string, act: () => void) =>
      el('button', { s: 'tool', a: { id, type: 'button' }, text, on: { click: act } });
    const popOut = button('popOut', labels.popOut, () => void this.#popOut());
    const discard = button('discardCompose', labels.discard, () => void this.#discard());
    const plain = button('plainText', labels.plainText, () => this.form.recreateBody());
    const more = config.recreateBodyOnMove ? plain : null;
    return el('div', { s: 'bar' }, this.#group, discard, popOut, more, picker);
  }

  async #popOut(): Promise<void> {
    const id = encodeURIComponent(this.draft.messageId);
    await this.close();
    this.#app.closed();
    open(`/mail/deeplink/compose?ItemID=${id}&popoutv2=1`, '_blank', 'popup,width=900,height=700');
  }

  /** Replaces the buttons by new ones; the focus goes over. */
  #drawSend(): void {
    const held = [...this.#group.querySelectorAll('button')].indexOf(
      document.activeElement as HTMLButtonElement,
    );
    buttons += 1;
    const { labels, config } = this.#app;
    const id = `splitButton-r${buttons}`;
    const send = el('button', {
      s: 'send',
      a: {
        id: `${id}__primaryActionButton`,
        type: 'button',
        title: `${labels.send} (Ctrl+Enter)`,
        'aria-label': labels.send,
      },
      text: labels.send,
    });
    actOn(send, config.sendHandlers, (via) => void this.send('send', via));
    const arrow = el('button', {
      s: 'send-arrow',
      a: {
        id: `${id}__menuButton`,
        type: 'button',
        'aria-haspopup': 'true',
        'aria-expanded': 'false',
        'aria-label': labels.moreSend,
      },
      text: '▾',
      on: { click: () => this.#menu(arrow) },
    });
    this.#group.replaceChildren(send, arrow);
    [send, arrow][held]?.focus();
  }

  #menu(arrow: HTMLElement): void {
    const { labels } = this.#app;
    openMenu(arrow, [
      { label: labels.sendNow, act: () => void this.send('send', 'menu') },
      { label: labels.schedule, act: () => void this.#schedule() },
    ]);
  }

  async #schedule(): Promise<void> {
    const at = await pickTime(this.#app.labels);
    if (at !== null) await this.send('schedule', 'dialog', at);
  }

  #listen(): void {
    const { signal } = this.#stop;
    const early = this.#app.config.sendHandlers === 'keydown';
    // Wherever the focus is: the compose on screen is meant.
    document.addEventListener('keydown', (event) => this.#key(event, early), {
      signal,
      capture: early,
    });
  }

  #key(event: KeyboardEvent, early: boolean): void {
    if (event.isComposing || event.defaultPrevented) return;
    const { key, code, ctrlKey, metaKey, altKey, target } = event;
    const command = ctrlKey || metaKey;
    const plain = (key === 'Enter' || key === ' ') && !command;
    if ((command && key === 'Enter') || (altKey && code === 'KeyS' && !command)) {
      void this.send('send', 'shortcut');
    } else if (early && plain && target instanceof Element && target.closest('.g-send')) {
      void this.send('send', 'key');
    } else return;
    event.preventDefault();
  }
}
