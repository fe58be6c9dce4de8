import type { Variant } from '../mail/select.ts';

/**
 * Every selector of this host, in the order in which they are tried. There is no public capture of
 * Outlook's pages: `seen` is what public code of others reads there, `guessed` what seems likely, and
 * our own synthetic page has all of them. Labels are translated and stand for nothing here.
 */
export type Fixture = 'seen' | 'guessed';

export const SELECTORS = {
  'compose.body': [
    ['[id^=editorParent_] [contenteditable=true]', 'A', '2021', 'seen'],
    ['[role=textbox][aria-multiline=true][contenteditable=true]', 'A', '2023', 'seen'],
  ],
  'compose.root': [
    ['[id^=docking_InitVisiblePart]', 'A', '2020', 'seen'],
    ['[data-app-section=Form_Content]', 'A', '2023', 'seen'],
  ],
  // Of the page's session: another one for each compose, and no id of anything on the server.
  'compose.subject': [['input[id^=MSG_][id$=_SUBJECT]', 'A', '2025', 'seen']],
  'compose.to': [['[id^=MSG_][id$=_TO]', 'A', '2025', 'seen']],
  'compose.cc': [['[id^=MSG_][id$=_CC]', 'A', '2025', 'seen']],
  'compose.bcc': [['[id^=MSG_][id$=_BCC]', 'A', '2025', 'seen']],
  'compose.from': [['[id^=MSG_][id$=_FROM]', 'A', '2025', 'seen']],
  'compose.folded': [['div[tabindex]:not([role=button], [contenteditable])', 'B', '2025', 'seen']],
  recipient: [['[data-lpc-hover-target-id]', 'A', '2023', 'seen']],
  attachment: [['[data-testid=AttachmentCard]', 'A', '2025', 'seen']],
  'send.button': [
    ['[data-testid=ComposeSendButton] button:not([aria-haspopup])', 'A', '2023', 'seen'],
    ['button[id^=splitButton][id$=__primaryActionButton]', 'A', '2023', 'seen'],
  ],
  'send.arrow': [
    ['[data-testid=ComposeSendButton] button[aria-haspopup]', 'A', '2023', 'guessed'],
    ['button[id^=splitButton][id$=__menuButton]', 'A', '2023', 'guessed'],
  ],
  discard: [['#discardCompose', 'A', '2025', 'seen']],
  dialog: [['[role=dialog][aria-modal=true], [role=alertdialog]', 'A', '2023', 'guessed']],
  row: [['[role=option][data-convid]', 'A', '2020', 'seen']],
  thread: [['#ReadingPaneContainerId [id^=CONV_][id$=_SUBJECT]', 'A', '2025', 'seen']],
  'account.link': [['a#O365_AppName', 'A', '2023', 'seen']],
  'account.button': [['#O365_MainLink_Me, #owa-me-control-container button', 'A', '2020', 'seen']],
  'account.menu': [['#mectrl_currentAccount_secondary', 'A', '2020', 'seen']],
  new: [['#innerRibbonContainer button', 'B', '2023', 'seen']],
} as const satisfies Record<string, readonly Variant<Fixture>[]>;

/** In a mail's body: where signature or quoted history begins. Part of the mail, so never renamed. */
export const TAIL =
  '#Signature, #signature, [id^=Signature], #ms-outlook-mobile-signature, #appendonsend, #divRplyFwdMsg, #mail-editor-reference-message-container, hr:has(+ #divRplyFwdMsg), blockquote[type=cite]';
