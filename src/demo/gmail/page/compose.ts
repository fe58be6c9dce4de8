import type { DraftDto, DraftFields, SendHow, SendVia } from '../contract.ts';
import { api } from './api.ts';
import type { App, Placement } from './app.ts';
import { Attachments } from './attachments.ts';
import { buildComposeForm, type ComposeForm } from './compose-form.ts';
import { hidden } from './dom.ts';
import { Editor } from './editor.ts';
import { isAddress, RecipientRow } from './recipients.ts';
import { pickSendTime } from './schedule.ts';
import { SendBar } from './send-bar.ts';
import { refuse, toast } from './toast.ts';
import { buildTree } from './tree.ts';

const HIDDEN = [
  ...['from', 'subject', 'draft', 'rt', 'lts', 'bwd', 'rm', 'ac', 'adc', 'ishtml', 'body'],
  ...['bpfs', 'uet', 'pbgt', 'pbgas', 'pbgir', 'signature', 'securityindicator'],
];
const SAVE_AFTER_MS = 300;
const REPLY_ICONS = {
  new: null,
  reply: 'mL',
  'reply-all': 'mK',
  forward: 'mI',
} as const;
let composeIds = 0;

/**
 * One compose:  editing ──send──▶ sending ──ok──▶ gone ──undo──▶ (a new compose, same draft)
 *                  ▲  └─discard, close──▶ gone       └─refused──▶ editing
 */
export class Compose {
  readonly draft: DraftDto;
  readonly form: ComposeForm;
  readonly editor: Editor;
  placement: Placement | null = null;
  readonly #app: App;
  readonly #rows: Record<'to' | 'cc' | 'bcc', RecipientRow>;
  readonly #attachments: Attachments;
  readonly #sendBar: SendBar;
  readonly #fields = new Map(HIDDEN.map((name) => [name, hidden(name)]));
  readonly #stop = new AbortController();
  #state: 'editing' | 'sending' | 'gone' = 'editing';
  #saveTimer = 0;
  #dirty = false;
  #saving: Promise<void> = Promise.resolve();

  constructor(app: App, draft: DraftDto, inline: boolean) {
    this.#app = app;
    this.draft = draft;
    const changed = () => this.#changed();
    const row = (field: 'to' | 'cc' | 'bcc') => {
      const one = new RecipientRow(app, field, changed);
      one.set(draft[field]);
      return one;
    };
    this.#rows = { to: row('to'), cc: row('cc'), bcc: row('bcc') };
    this.#attachments = new Attachments(app, changed);
    this.#attachments.set(draft.attachments);
    const uet = this.#fields.get('uet');
    this.editor = new Editor(app, (quote) => uet?.setAttribute('value', quote));
    this.editor.fill(buildTree(draft.body), draft.mode !== 'new');
    const isReply = draft.mode === 'reply' || draft.mode === 'reply-all';
    const jslog = () => this.#jslog();
    this.#sendBar = new SendBar(
      app,
      {
        send: (how, via) => void this.send(how, via),
        schedule: () => void this.#schedule(),
        jslog,
      },
      isReply,
    );
    this.#fillHidden();
    composeIds += 1;
    this.form = buildComposeForm(app, {
      composeId: String(composeIds),
      inline,
      rows: this.#rows,
      editor: this.editor,
      attachments: this.#attachments,
      sendBar: this.#sendBar,
      fields: this.#fields,
      options: [{ label: app.labels.plainText, act: () => this.#togglePlain() }],
      replyMenu: [
        { label: app.labels.popOut, act: () => void app.composes.float(this) },
        { label: app.labels.editSubject, act: () => this.#editSubject() },
      ],
      replyIcon: REPLY_ICONS[draft.mode],
      discard: () => void this.discard(),
      fromChanged: (address) => {
        this.#fields.get('from')?.setAttribute('value', address);
        changed();
      },
      jslog: jslog(),
    });
    this.form.subject.value = draft.subject;
    this.#listen();
  }

  get subject(): string {
    return this.form.subject.value;
  }

  /** False until the server has it: the address says `compose=new` that long. */
  get saved(): boolean {
    return this.draft.legacyMessageId !== '';
  }

  collect(): DraftFields {
    const { messageId, threadId, legacyThreadId, replyTo, mode } = this.draft;
    return {
      ...{ messageId, threadId, legacyThreadId, replyTo, mode },
      from: this.#fields.get('from')?.value || this.#app.config.account,
      to: this.#rows.to.people(),
      cc: this.#rows.cc.people(),
      bcc: this.#rows.bcc.people(),
      subject: this.subject,
      bodyHtml: this.editor.html(),
      attachments: this.#attachments.list(),
    };
  }

  focus(): void {
    if (this.draft.to.length === 0) this.#rows.to.focus();
    else this.editor.focus();
  }

  /** Saves now if anything changed; resolves when the server has it. */
  async save(): Promise<void> {
    clearTimeout(this.#saveTimer);
    if (!this.#dirty || this.#state !== 'editing') return this.#saving;
    this.#dirty = false;
    this.#saving = this.#saving.then(async () => {
      if (this.#state !== 'editing') return;
      const fields = this.collect();
      const saved = await api.save(fields).catch(() => null);
      if (!saved) return;
      const first = !this.saved;
      Object.assign(this.draft, fields, saved);
      this.form.status.textContent = this.#app.labels.saved;
      if (first) this.#app.composesChanged();
    });
    return this.#saving;
  }

  /** Saves even what nobody changed, because another compose is about to open it. */
  async saveForMove(): Promise<void> {
    this.#dirty = true;
    await this.save();
  }

  async send(how: SendHow, via: SendVia, at?: number): Promise<void> {
    if (this.#state !== 'editing') return;
    const { labels, composes, config } = this.#app;
    for (const row of Object.values(this.#rows)) row.commit();
    const fields = this.collect();
    const people = [...fields.to, ...fields.cc, ...fields.bcc];
    const bad = people.find((person) => !isAddress(person.email));
    if (people.length === 0) return refuse(labels.noRecipient, labels.ok);
    if (bad) return refuse(labels.badAddress + bad.email, labels.ok);
    this.#state = 'sending';
    clearTimeout(this.#saveTimer);
    // Inline composes stay until the send is through; floating ones go at once.
    if (this.placement?.kind !== 'inline') this.placement?.hide(true);
    toast(labels.sending);
    try {
      await api.send({ fields, how, via, ...(at === undefined ? {} : { at }) });
    } catch (error) {
      this.#state = 'editing';
      this.placement?.hide(false);
      return refuse(String(error), labels.ok);
    }
    this.dispose();
    const back = async () => {
      const draft = await api.undo(fields.messageId);
      if (!draft) return toast(labels.tooLate);
      toast(labels.undone);
      await this.#app.refresh();
      composes.comeBack(draft);
    };
    const text = how === 'schedule' ? labels.scheduled : labels.messageSent;
    const lasts = how === 'schedule' ? 5000 : config.sendDelayMs;
    toast(text, { label: labels.undo, act: () => void back(), forMs: lasts });
  }

  async discard(): Promise<void> {
    if (this.#state !== 'editing') return;
    this.dispose();
    await this.#saving;
    await api.discard(this.draft.messageId);
    toast(this.#app.labels.discarded);
  }

  /** Saves and closes. */
  async close(): Promise<void> {
    for (const row of Object.values(this.#rows)) row.commit();
    const saved = this.save();
    this.dispose('editing');
    await saved;
    this.#state = 'gone';
  }

  dispose(state: 'editing' | 'gone' = 'gone'): void {
    this.#state = state;
    clearTimeout(this.#saveTimer);
    this.#stop.abort();
    this.#sendBar.dispose();
    this.placement?.remove();
    this.#app.composes.forget(this);
  }

  async #schedule(): Promise<void> {
    const at = await pickSendTime(this.#app.labels);
    if (at !== null) await this.send('schedule', 'dialog', at);
  }

  #changed(): void {
    this.#dirty = true;
    clearTimeout(this.#saveTimer);
    if (this.#state === 'editing')
      this.#saveTimer = window.setTimeout(() => void this.save(), SAVE_AFTER_MS);
    this.placement?.titleChanged(this.subject);
  }

  #togglePlain(): void {
    this.editor.togglePlain();
    this.#fields.get('ishtml')?.setAttribute('value', this.editor.plain ? '0' : '1');
    this.#changed();
  }

  #editSubject(): void {
    this.form.subjectLine.style.display = '';
    this.form.subject.focus();
  }

  #fillHidden(): void {
    const { draft } = this;
    const set = (name: string, value: string) =>
      this.#fields.get(name)?.setAttribute('value', value);
    set('from', draft.from);
    set('rt', `#${draft.threadId}`);
    set('lts', draft.legacyThreadId);
    set('rm', draft.replyTo ? `#${draft.replyTo}` : '');
    set('ishtml', '1');
    const late = this.#app.config.lateDraftIdMs;
    const fill = () => set('draft', `#${draft.messageId}`);
    if (late > 0 && !this.saved) setTimeout(fill, late);
    else fill();
  }

  #jslog(): string {
    const { messageId, threadId } = this.draft;
    return `32601; u014N:cOuCgd,Kr2w4b; 11:${btoa(JSON.stringify([`#${messageId}`, null, null, null, 1, null, [`#${threadId}`], false]))}`;
  }

  #listen(): void {
    const { root } = this.form;
    const { signal } = this.#stop;
    const early = this.#app.config.sendHandlers === 'keydown';
    root.addEventListener('input', () => this.#changed(), { signal });
    root.addEventListener(
      'focusin',
      (event) => {
        if (event.target instanceof HTMLElement && event.target.isContentEditable)
          this.form.foldRecipients(true);
      },
      { signal },
    );
    const key = (event: KeyboardEvent) => this.#key(event);
    root.addEventListener(
      'keydown',
      (event) => {
        if (!early) key(event);
        // Gmail's compose keeps its keys from the document.
        event.stopPropagation();
      },
      { signal },
    );
    if (!early) return;
    const capture = (event: KeyboardEvent) => {
      if (event.target instanceof Node && root.contains(event.target)) key(event);
    };
    document.addEventListener('keydown', capture, { signal, capture: true });
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === 'Enter') {
      const archive = event.shiftKey && this.draft.mode !== 'new';
      void this.send(archive ? 'send-and-archive' : 'send', 'shortcut');
    } else if (command && event.shiftKey && event.key.toLowerCase() === 'd') void this.discard();
    else if (event.key === 'Escape') void this.close();
    else return;
    event.preventDefault();
  }
}
