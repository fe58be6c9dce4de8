import { EventEmitter } from 'node:events';
import type {
  AttachmentInfo,
  ComposeMode,
  DraftDto,
  DraftFields,
  Folder,
  MailState,
  MessageDto,
  Person,
  SendHow,
  SendRequest,
  SendVia,
  ThreadAction,
  ThreadDto,
} from './contract.ts';
import { htmlTree, snippetOf } from './html-tree.ts';
import { GMAIL_IDS, type MailIds } from './ids.ts';

/** One mail the page's server really sent: the undo window had passed. */
export interface SentMail {
  /** As the Gmail API names it: `r-…` or `r…`. */
  draftId: string;
  messageId: string;
  /** Hexadecimal id of the thread it went into. */
  threadId: string;
  from: Person;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  /** Exactly as the page sent it, signature and quote included. */
  bodyHtml: string;
  attachments: AttachmentInfo[];
  how: SendHow;
  via: SendVia;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface SeedMessage {
  from: Person;
  to?: Person[];
  cc?: Person[];
  html: string;
  /** Milliseconds since the epoch; now when left out. */
  date?: number;
}

export interface SeedThread {
  subject: string;
  messages: SeedMessage[];
  folders?: Folder[];
  unread?: boolean;
  starred?: boolean;
}

export interface NewDraft {
  to?: Person[];
  cc?: Person[];
  bcc?: Person[];
  subject?: string;
  bodyHtml: string;
  from?: string;
  attachments?: AttachmentInfo[];
  /** Hexadecimal thread id: makes a reply on that thread, to `replyTo` or its last message. */
  threadId?: string;
  /** Hexadecimal message id. */
  replyTo?: string;
  mode?: ComposeMode;
  /** Drafts made elsewhere may carry another id form; default `msg-a`. */
  idForm?: 'msg-a' | 'msg-f';
}

/** A draft with the ids the Gmail API would answer: `draftId`, hexadecimal message and thread. */
export interface StoredDraft extends Omit<DraftDto, 'body' | 'snippet'> {
  draftId: string;
  saves: number;
}

interface Waiting {
  request: SendRequest;
  draft: StoredDraft;
  timer?: NodeJS.Timeout;
}

/** The account's mail. Emits `changed` after every change and `sent` with each SentMail. */
export class Mailbox extends EventEmitter<{ changed: []; sent: [SentMail] }> {
  readonly sent: SentMail[] = [];
  readonly threads = new Map<string, ThreadDto>();
  readonly drafts = new Map<string, StoredDraft>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #scheduled = new Map<string, Waiting>();
  /** Sent or discarded: a late autosave must not bring them back. */
  readonly #gone = new Set<string>();
  readonly #owner: () => Person;

  readonly #ids: MailIds;

  constructor(owner: () => Person, ids: MailIds = GMAIL_IDS) {
    super();
    this.#owner = owner;
    this.#ids = ids;
  }

  state(): MailState {
    return {
      threads: [...this.threads.values()],
      drafts: [...this.drafts.values()].map((draft) => this.#dto(draft)),
    };
  }

  scheduled(): SendRequest[] {
    return [...this.#scheduled.values()].map((one) => one.request);
  }

  /** Sends, as yet unsent, that Undo could still stop. */
  pending(): SendRequest[] {
    return [...this.#waiting.values()].map((one) => one.request);
  }

  addThread(seed: SeedThread): ThreadDto {
    const legacyId = this.#ids.message();
    const messages = seed.messages.map((one, at) =>
      this.#message(one, at === 0 ? legacyId : this.#ids.message()),
    );
    const thread: ThreadDto = {
      id: this.#ids.sync('thread', legacyId),
      legacyId,
      subject: seed.subject,
      folders: seed.folders ?? ['inbox'],
      unread: seed.unread ?? false,
      starred: seed.starred ?? false,
      messages,
    };
    this.threads.set(legacyId, thread);
    this.emit('changed');
    return thread;
  }

  /** Makes a draft as another client of the account would (the Gmail API). */
  createDraft(given: NewDraft): StoredDraft {
    const thread = given.threadId === undefined ? undefined : this.threads.get(given.threadId);
    if (given.threadId !== undefined && !thread) throw new Error('no such thread');
    const target = thread?.messages.findLast(
      (one) => given.replyTo === undefined || one.legacyId === given.replyTo,
    );
    const { draftId, messageId } = this.#ids.draft();
    const legacyMessageId = this.#ids.message();
    const draft: StoredDraft = {
      draftId,
      messageId: given.idForm === 'msg-f' ? this.#ids.sync('msg', legacyMessageId) : messageId,
      threadId: thread?.id ?? this.#ids.ownThread(),
      legacyThreadId: thread?.legacyId ?? legacyMessageId,
      replyTo: target?.id ?? '',
      mode: given.mode ?? (target ? 'reply' : 'new'),
      from: given.from ?? this.#owner().email,
      to: given.to ?? (target ? [target.from] : []),
      cc: given.cc ?? [],
      bcc: given.bcc ?? [],
      subject: given.subject ?? (thread ? `Re: ${thread.subject.replace(/^re: /i, '')}` : ''),
      bodyHtml: given.bodyHtml,
      attachments: given.attachments ?? [],
      legacyMessageId,
      date: Date.now(),
      saves: 1,
    };
    this.drafts.set(draft.messageId, draft);
    this.emit('changed');
    return draft;
  }

  /** Autosave: the draft's own message gets a new id every time. Null once sent or discarded. */
  save(fields: DraftFields): StoredDraft | null {
    if (this.#gone.has(fields.messageId)) return null;
    const before = this.drafts.get(fields.messageId);
    const legacyMessageId = this.#ids.message();
    const draft: StoredDraft = {
      ...fields,
      draftId: this.#ids.draftIdOf(fields.messageId),
      legacyMessageId,
      legacyThreadId: fields.legacyThreadId || before?.legacyThreadId || legacyMessageId,
      date: Date.now(),
      saves: (before?.saves ?? 0) + 1,
    };
    this.drafts.set(draft.messageId, draft);
    this.emit('changed');
    return draft;
  }

  discard(messageId: string): void {
    this.#gone.add(messageId);
    this.drafts.delete(messageId);
    this.emit('changed');
  }

  /** Takes a send: it counts only when `delayMs` have passed without `undo`. */
  send(request: SendRequest, delayMs: number): void {
    const { messageId } = request.fields;
    const draft = this.save(request.fields);
    if (!draft) throw new Error('already sent or discarded');
    this.drafts.delete(messageId);
    this.#gone.add(messageId);
    const waiting: Waiting = { request, draft };
    if (request.how === 'schedule') this.#scheduled.set(messageId, waiting);
    else {
      this.#waiting.set(messageId, waiting);
      waiting.timer = setTimeout(() => this.#deliver(waiting), delayMs);
    }
    this.emit('changed');
  }

  /** Takes a waiting or scheduled send back; the same draft returns. Null when it is too late. */
  undo(messageId: string): DraftDto | null {
    const waiting = this.#waiting.get(messageId) ?? this.#scheduled.get(messageId);
    if (!waiting) return null;
    clearTimeout(waiting.timer);
    this.#waiting.delete(messageId);
    this.#scheduled.delete(messageId);
    this.#gone.delete(messageId);
    this.drafts.set(messageId, waiting.draft);
    this.emit('changed');
    return this.#dto(waiting.draft);
  }

  /** Lets the time of every scheduled mail come now. */
  runScheduled(): void {
    for (const waiting of [...this.#scheduled.values()]) this.#deliver(waiting);
  }

  act(legacyId: string, action: ThreadAction): void {
    const thread = this.threads.get(legacyId);
    if (!thread) return;
    const without = (gone: Folder) => thread.folders.filter((folder) => folder !== gone);
    if (action === 'archive') thread.folders = without('inbox');
    if (action === 'inbox') thread.folders = ['inbox'];
    if (action === 'delete') thread.folders = ['trash'];
    if (action === 'spam') thread.folders = ['spam'];
    if (action === 'read' || action === 'unread') thread.unread = action === 'unread';
    if (action === 'star') thread.starred = !thread.starred;
    this.emit('changed');
  }

  /** Forgets everything; what still waited is never sent. */
  clear(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    for (const map of [this.threads, this.drafts, this.#waiting, this.#scheduled]) map.clear();
    this.#gone.clear();
    this.sent.length = 0;
    this.emit('changed');
  }

  #deliver({ request, draft }: Waiting): void {
    const { fields, how, via } = request;
    this.#waiting.delete(fields.messageId);
    this.#scheduled.delete(fields.messageId);
    const owner = this.#owner();
    const from = { email: fields.from, name: owner.name };
    const thread =
      this.threads.get(draft.legacyThreadId) ??
      this.addThread({
        subject: fields.subject,
        messages: [],
        folders: ['sent'],
      });
    const { to, cc, bcc, subject, bodyHtml, attachments, messageId } = fields;
    const legacyId = this.#ids.message();
    const message = this.#message({ from, to, cc, html: bodyHtml }, legacyId);
    thread.messages.push({ ...message, id: this.#ids.sent(messageId, legacyId) });
    if (!thread.folders.includes('sent')) thread.folders = [...thread.folders, 'sent'];
    const mail: SentMail = {
      ...{ draftId: draft.draftId, messageId, threadId: thread.legacyId },
      ...{
        from,
        to,
        cc,
        bcc,
        subject,
        bodyHtml,
        attachments,
        how,
        via,
        at: Date.now(),
      },
    };
    this.sent.push(mail);
    if (how === 'send-and-archive') this.act(thread.legacyId, 'archive');
    this.emit('sent', mail);
    this.emit('changed');
  }

  #message(seed: SeedMessage, legacyId: string): MessageDto {
    const body = htmlTree(seed.html);
    return {
      id: this.#ids.sync('msg', legacyId),
      legacyId,
      from: seed.from,
      to: seed.to ?? [this.#owner()],
      cc: seed.cc ?? [],
      date: seed.date ?? Date.now(),
      body,
      snippet: snippetOf(body),
    };
  }

  #dto(draft: StoredDraft): DraftDto {
    const body = htmlTree(draft.bodyHtml);
    return { ...draft, body, snippet: snippetOf(body) };
  }
}
