import { visibleText } from '../../../core/text/visible.ts';
import { cut, escaped } from './text.ts';

/** Pieces that every message of ours is framed by. */
export const header = (text: string) => ({
  type: 'header',
  text: { type: 'plain_text', text: cut(visibleText(text), 150), emoji: false },
});
export const small = (text: string) => ({
  type: 'context',
  elements: [{ type: 'plain_text', text: cut(visibleText(text), 300), emoji: false }],
});
export const button = (
  action: string,
  label: string,
  value: string,
  style?: 'primary' | 'danger',
) => ({
  type: 'button',
  action_id: `countersign.${action}`,
  text: { type: 'plain_text', text: label, emoji: false },
  value,
  ...(style ? { style } : {}),
});

/** For notifications and screen readers; the only text of a message that Slack parses. */
export const fallback = (text: string): string => escaped(cut(visibleText(text), 300));
