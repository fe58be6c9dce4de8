import type { App } from './app.ts';
import type { Attachments } from './attachments.ts';
import { type Child, el, hidden, nextId } from './dom.ts';
import type { Editor } from './editor.ts';
import { icon } from './icons.ts';
import { Menu, type MenuItem } from './menu.ts';
import type { RecipientField, RecipientRow } from './recipients.ts';
import type { SendBar } from './send-bar.ts';

export interface FormParts {
  composeId: string;
  inline: boolean;
  rows: Record<RecipientField, RecipientRow>;
  editor: Editor;
  attachments: Attachments;
  sendBar: SendBar;
  /** Gmail's hidden fields, in its order. */
  fields: Map<string, HTMLInputElement>;
  /** Entries under "More options". */
  options: MenuItem[];
  /** Entries under the reply-type button, replies only. */
  replyMenu: MenuItem[];
  replyIcon: 'mL' | 'mK' | 'mI' | null;
  discard(): void;
  fromChanged(address: string): void;
  jslog: string;
}

export interface ComposeForm {
  /** `.M9`, the compose element. */
  root: HTMLElement;
  region: HTMLElement;
  subject: HTMLInputElement;
  subjectLine: HTMLElement;
  status: HTMLElement;
  /** Folds the recipients to one line, as Gmail does when the body has focus. */
  foldRecipients(fold: boolean): void;
}

function button(
  label: string,
  spec: { c: string; command?: string; act(): void },
  child: Child,
): HTMLElement {
  const a = {
    role: 'button',
    tabindex: 1,
    'aria-label': label,
    'data-tooltip': label,
    command: spec.command,
    id: nextId(),
  };
  const keydown = (event: Event) => {
    const { key, ctrlKey } = event as KeyboardEvent;
    if ((key !== 'Enter' && key !== ' ') || ctrlKey) return;
    event.preventDefault();
    spec.act();
  };
  return el('div', { c: spec.c, s: 'tool', a, on: { click: () => spec.act(), keydown } }, child);
}

function recipients(app: App, parts: FormParts) {
  const { to, cc, bcc } = parts.rows;
  const optional = ([cc, bcc] as const).map((row) => {
    row.node.style.display = row.people().length > 0 ? '' : 'none';
    return row;
  });
  const openers = (['cc', 'bcc'] as const).map((field, at) => {
    const opener: HTMLElement = el('span', {
      c: `aB gQ ${field === 'cc' ? 'pE' : 'pB'}`,
      s: 'opener',
      a: { role: 'link', tabindex: 1, 'aria-label': app.labels[field] },
      text: app.labels[field],
      on: {
        click: () => {
          const row = optional[at];
          if (row) row.node.style.display = '';
          opener.style.display = 'none';
          row?.focus();
        },
      },
    });
    if (parts.rows[field].people().length > 0) opener.style.display = 'none';
    return opener;
  });
  to.node.lastElementChild?.append(el('div', { c: 'aA6', s: 'openers' }, ...openers));
  const rows = [to.node, cc.node, bcc.node];
  if (app.config.aliases.length > 0) rows.push(fromRow(app, parts));
  const table = el('table', { c: 'GS', a: { tabindex: -1 } }, el('tbody', { c: 'bze' }, ...rows));
  const summaryText = el('div', { c: 'oL aDm', s: 'summary-text' });
  const open = el('div', { c: 'fX aXjCH' }, table);
  const summary = el(
    'div',
    {
      c: 'aoD hl',
      s: 'summary',
      a: { tabindex: 1 },
      style: { display: 'none' },
    },
    summaryText,
  );
  const fold = (folded: boolean) => {
    const people = [to, cc, bcc].flatMap((row) => row.people());
    summaryText.textContent =
      people.map((one) => one.name || one.email).join(', ') || app.labels.recipients;
    open.style.display = folded ? 'none' : '';
    summary.style.display = folded ? '' : 'none';
  };
  summary.addEventListener('focus', () => {
    fold(false);
    to.focus();
  });
  return { open, summary, fold };
}

function fromRow(app: App, parts: FormParts): HTMLTableRowElement {
  const current = el('span', {
    c: 'az4',
    text: parts.fields.get('from')?.value || app.config.account,
  });
  const menu = new Menu(
    [app.config.account, ...app.config.aliases].map((address) => ({
      label: address,
      value: address,
      act: () => {
        current.textContent = address;
        parts.fromChanged(address);
      },
    })),
  );
  const opener: HTMLElement = el(
    'div',
    {
      c: 'J-JN-M-I',
      s: 'from',
      a: {
        role: 'listbox',
        tabindex: 1,
        'aria-haspopup': 'true',
        'aria-label': app.labels.from,
      },
      on: { click: () => menu.toggle(opener) },
    },
    current,
    icon('down', 14),
  );
  const label = el('span', {
    c: 'gO aQY',
    s: 'row-label',
    text: app.labels.from,
  });
  const cell = el('td', { c: 'eV' }, el('div', { c: 'az2', s: 'menu-host' }, opener, menu.node));
  return el('tr', { c: 'bzf' }, el('td', { c: 'ok' }, label), cell);
}

function bottomBar(app: App, parts: FormParts, status: HTMLElement): HTMLElement {
  const { attachments, sendBar } = parts;
  const menu = new Menu(parts.options);
  const attach = button(
    app.labels.attach,
    { c: 'wG J-Z-I', command: 'Files', act: () => attachments.picker.click() },
    icon('attach'),
  );
  const more: HTMLElement = button(
    app.labels.more,
    { c: 'J-JN-M-I J-J5-Ji Xv L3 T-I-ax7 T-I', act: () => menu.toggle(more) },
    el('div', { c: 'J-J5-Ji J-JN-M-I-Jm' }, icon('more')),
  );
  more.setAttribute('aria-haspopup', 'true');
  const shortcut = `${app.labels.discard} \u202a(Ctrl-Shift-D)\u202c`;
  const discard = button(
    shortcut,
    { c: 'oh J-Z-I J-J5-Ji T-I-ax7', act: () => parts.discard() },
    el('div', { c: 'og T-I-J3' }, icon('trash')),
  );
  const row = el(
    'tr',
    { c: 'btC' },
    sendBar.cell,
    el('td', { c: 'a8X gU' }, el('div', { c: 'bAK' }, attach, attachments.picker)),
    el('td', { c: 'gU', s: 'grow' }, status),
    el(
      'td',
      { c: 'gU az5' },
      el('div', { c: 'J-J5-Ji btx', s: 'menu-host end' }, more, menu.node, discard),
    ),
  );
  return el('table', { c: 'IZ', s: 'bar', a: { role: 'group' } }, el('tbody', {}, row));
}

function replyButton(parts: FormParts): Child {
  if (!parts.replyIcon) return null;
  const menu = new Menu(parts.replyMenu);
  const name = ({ mL: 'reply', mK: 'reply-all', mI: 'forward' } as const)[parts.replyIcon];
  const image = el('img', { c: parts.replyIcon, s: 'gone', a: { alt: '' } });
  const opener: HTMLElement = button(
    '',
    { c: 'Un J-JN-M-I J-J5-Ji', act: () => menu.toggle(opener) },
    el('div', { c: 'J-JN-M-I-Jm' }, image, icon(name)),
  );
  return el('div', { s: 'menu-host reply-type' }, opener, menu.node);
}

/** Builds a compose in the nesting of GMAIL.md §1 and §2. It knows nothing of where it will stand. */
export function buildComposeForm(app: App, parts: FormParts): ComposeForm {
  const labels = app.labels;
  const subject = el('input', {
    c: 'aoT',
    s: 'subject',
    a: {
      name: 'subjectbox',
      id: nextId(),
      autocomplete: 'off',
      tabindex: 1,
      placeholder: labels.subject,
      'aria-label': labels.subject,
    },
  });
  const subjectLine = el('div', { c: 'aoD az6' }, subject);
  if (parts.inline) subjectLine.style.display = 'none';
  const status = el('span', {
    c: 'oG aOy',
    s: 'status',
    a: { 'aria-live': 'polite' },
  });
  const people = recipients(app, parts);
  const form = el(
    'form',
    {
      c: 'bAs',
      a: { method: 'POST', enctype: 'multipart/form-data', id: nextId() },
      on: { submit: (event) => event.preventDefault() },
    },
    ...[
      replyButton(parts),
      people.open,
      people.summary,
      subjectLine,
      hidden('composeid', parts.composeId),
    ],
    ...parts.fields.values(),
  );
  const scroller = el('div', { c: 'qz aXjCH' }, parts.editor.node);
  const body = el(
    'div',
    { c: 'GP', s: 'scroll' },
    scroller,
    el('div', { c: 'bv8' }, el('div', { c: 'bA3' }, parts.attachments.area)),
  );
  const bar = el(
    'div',
    { c: 'aDg' },
    el('div', { c: 'aDj' }, el('div', { c: 'aDh' }, bottomBar(app, parts, status))),
  );
  const inner = el(
    'table',
    { c: 'iN', s: 'layout' },
    el(
      'tbody',
      {},
      el('tr', {}, el('td', { c: 'GQ' }, body)),
      el('tr', {}, el('td', { c: 'HE' }, bar)),
    ),
  );
  const cell = el('td', { c: 'I5' }, form, inner);
  const outer = el(
    'table',
    { c: 'aoP aoC', s: 'layout' },
    el('tbody', {}, el('tr', {}, el('td', { c: 'aoY' }), cell)),
  );
  const region = el(
    'div',
    {
      c: 'aoI',
      a: {
        role: 'region',
        id: nextId(),
        'aria-label': labels.newMessage,
        'data-compose-id': parts.composeId,
        jsmodel: 'Gt4u5c',
      },
    },
    outer,
  );
  const root = el(
    'div',
    { c: 'M9', s: 'compose', a: { jslog: parts.jslog } },
    region,
    el('div', { s: 'menu-host send-menu' }, parts.sendBar.menu.node),
  );
  return {
    root,
    region,
    subject,
    subjectLine,
    status,
    foldRecipients: people.fold,
  };
}
