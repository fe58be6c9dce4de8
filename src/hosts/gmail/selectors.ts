import type { Variant } from '../mail/select.ts';

/**
 * Every selector of this host. Order is the order in which they are tried.
 *
 * Fixtures: `capture`, the real one of 2020; `own`, only our own pages (no public capture shows it);
 * `unverified`: plausible, seen nowhere.
 */
export type Fixture = 'capture' | 'own' | 'unverified';

const MENU = '[role=menu]:has([selector=scheduledSend])';

export const SELECTORS = {
  'compose.body': [
    ['[g_editable=true]', 'A', '2013', 'capture'],
    ['[role=textbox][contenteditable=true]', 'A', '2013', 'capture'],
  ],
  'compose.subject': [['input[name=subjectbox]', 'A', '2013', 'capture']],
  'compose.root': [
    ['.M9', 'B', '2013', 'capture'],
    ['*:has(> [data-compose-id])', 'A', '2023', 'own'],
    ['*:has(> [role=region] form)', 'A', '2013', 'capture'],
    ['[role=dialog]', 'A', '2013', 'capture'],
  ],
  'compose.draft': [['input[name=draft]', 'A', '2013', 'capture']],
  'compose.thread': [['input[name=rt]', 'A', '2013', 'capture']],
  'compose.legacy-thread': [['input[name=lts]', 'A', '2013', 'capture']],
  'compose.reply-to': [['input[name=rm]', 'A', '2013', 'capture']],
  'compose.from': [['input[name=from]', 'A', '2013', 'capture']],
  'compose.hidden-quote': [['input[name=uet]', 'A', '2013', 'capture']],
  'compose.log': [['[jslog*="11:"]', 'A', '2020', 'capture']],
  'compose.recipients': [
    ['div[name=to], div[name=cc], div[name=bcc]', 'A', '2021', 'own'],
    ['textarea[name=to], input[name=to]', 'A', '2013', 'capture'],
  ],
  'send.button': [
    ['.IZ .Up [role=button]:not([aria-expanded]):not(.Uo):not(.hG)', 'B', '2013', 'capture'],
    [
      '[role=group] tr:first-child > td:first-child [role=button]:not([aria-expanded])',
      'A',
      '2013',
      'capture',
    ],
    ['[role=button][jslog^="32601;"]', 'A', '2020', 'capture'],
  ],
  'send.archive': [['.IZ .Up .Uo[role=button]', 'B', '2013', 'own']],
  'send.arrow': [
    ['.IZ .Up .hG', 'B', '2018', 'capture'],
    [
      '[role=group] tr:first-child > td:first-child [role=button][aria-expanded]',
      'A',
      '2018',
      'capture',
    ],
  ],
  'send.menu': [[MENU, 'A', '2018', 'capture']],
  'send.schedule': [['[selector=scheduledSend]', 'A', '2018', 'capture']],
  discard: [
    ['.gU .oh[role=button]', 'B', '2013', 'capture'],
    [
      '[role=group] tr:first-child > td:last-child [role=button]:not([aria-haspopup]):last-of-type',
      'A',
      '2013',
      'capture',
    ],
  ],
  attachment: [
    ['.GM .dL', 'B', '2013', 'unverified'],
    ['*:has(> input[type=hidden][name=attach])', 'A', '2013', 'unverified'],
  ],
  'attachment.area': [['.GM', 'B', '2013', 'capture']],
  'dialog.refused': [['[role=alertdialog]', 'A', '2017', 'own']],
  row: [
    ['[gh=tl] tr:has([data-legacy-thread-id], [data-standalone-draft-id])', 'A', '2018', 'own'],
  ],
  'row.ids': [['[data-legacy-thread-id], [data-standalone-draft-id]', 'A', '2018', 'own']],
  thread: [['[role=main] h2[data-legacy-thread-id]', 'A', '2018', 'own']],
  message: [['[data-message-id], [data-legacy-message-id]', 'A', '2018', 'own']],
  'thread.people': [['[email]', 'A', '2013', 'own']],
  account: [['meta[name=og-profile-acct]', 'A', '2024', 'own']],
} as const satisfies Record<string, readonly Variant<Fixture>[]>;

export type Capability = keyof typeof SELECTORS;

/** In a mail's body: where signature or quoted history begins. Part of the mail, so never renamed. */
export const TAIL =
  '.gmail_signature_prefix, .gmail_signature, [data-smartmail=gmail_signature], .gmail_quote, .gmail_quote_container, .gmail_extra, .gmail_attr';
