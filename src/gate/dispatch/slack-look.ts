/** Longer than a call to Slack may take. */
export const TAKEN_SECONDS = 30;
/** When another process has the message. */
export const BUSY_MS = 1000;
/** Slack's words for a message that is not there any more, or not ours to change. */
export const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);
