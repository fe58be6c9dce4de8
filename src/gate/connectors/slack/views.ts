import { REASON_WORDS } from '../../../core/review/reason-words.ts';
import { REASONS } from '../../../core/schema/reasons.ts';
import type { SlackTarget } from '../../dispatch/ports.ts';
import { referenceOf } from './message.ts';
import { cut } from './text.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

/** Asks why. What is rejected stands in `private_metadata`, which Slack signs back. */
export const reasonView = (on: { channel: string; target: SlackTarget }): object => ({
  type: 'modal',
  callback_id: 'countersign.reject',
  private_metadata: `${on.channel} ${referenceOf(on.target)}`,
  title: plain('Reject'),
  submit: plain('Reject'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: plain('Why? The agent is told.'),
      element: {
        type: 'static_select',
        action_id: 'reason',
        placeholder: plain('Choose a reason'),
        options: REASONS.map((code) => ({ text: plain(REASON_WORDS[code]), value: code })),
      },
    },
    {
      type: 'input',
      block_id: 'note',
      optional: true,
      label: plain('In your words'),
      element: {
        type: 'plain_text_input',
        action_id: 'note',
        multiline: true,
        max_length: 2000,
      },
    },
  ],
});

/** Asks who it is, by a code that the gate handed out; nobody is known by their name or address here. */
export const codeView = (): object => ({
  type: 'modal',
  callback_id: 'countersign.code',
  title: plain('Who are you?'),
  submit: plain('Connect'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'section',
      text: plain(
        'This Slack account is not connected to a reviewer yet. Your administrator makes a code for you with: gate slack invite. It works once, for ten minutes. Nothing has been decided.',
      ),
    },
    {
      type: 'input',
      block_id: 'code',
      label: plain('Code'),
      element: { type: 'plain_text_input', action_id: 'code', max_length: 40 },
    },
  ],
});

/** Answers to a dialogue: a fault at one of its fields, or a last sentence in its place. */
export const wrongAnswer = (field: string, message: string): object => ({
  response_action: 'errors',
  errors: { [field]: cut(message, 500) },
});
export const saidAnswer = (message: string): object => ({
  response_action: 'update',
  view: {
    type: 'modal',
    callback_id: 'countersign.said',
    title: plain('Countersign'),
    close: plain('Close'),
    blocks: [{ type: 'section', text: plain(cut(message, 2000)) }],
  },
});
