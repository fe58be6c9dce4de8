import type { SlackFace } from '../../dispatch/ports.ts';
import { alertMessage } from './alert.ts';
import { slackApi } from './api.ts';
import { closedMessage, isWhole, messageOf } from './message.ts';
import { readAct } from './payload.ts';
import { isSigned } from './signed.ts';
import { cut, escaped } from './text.ts';
import { codeView, reasonView, saidAnswer, wrongAnswer } from './views.ts';

export type SlackOptions = {
  botToken: string;
  signingSecret: string;
  channel: string;
  /** `https://slack.com/api`, or a server on loopback for tests */
  apiUrl: string;
  /** where a proposal is edited: a page, to be opened by a person */
  pageUrl(proposalId: string): string;
  /** where an alert is dealt with: a page, to be opened by a person */
  alertUrl(alertId: string): string;
};

/** One Slack workspace and channel, as the gate talks to it. */
export function slackFace(options: SlackOptions): SlackFace {
  const { botToken, signingSecret, channel, pageUrl } = options;
  const api = slackApi({ token: botToken, baseUrl: options.apiUrl });
  // Nothing that people or agents wrote is fetched, shown or linked by itself.
  const still = { unfurl_links: false, unfurl_media: false, parse: 'none', link_names: false };
  return {
    channel,
    signed: (request, now) => isSigned(signingSecret, request, now),
    read: readAct,
    whole: isWhole,
    message(found) {
      const open = messageOf(found, pageUrl);
      return open
        ? { message: open, waits: true }
        : { message: closedMessage(found, pageUrl), waits: false };
    },
    alert: (found, why) =>
      alertMessage(found, { why, pageUrl: options.alertUrl(found.alert.id), itemUrl: pageUrl }),
    async post(message, userId) {
      const to = userId ?? channel;
      const { ts, channel: at } = await api.call('chat.postMessage', {
        channel: to,
        ...message,
        ...still,
        mrkdwn: false,
      });
      if (ts === undefined) throw new Error('Slack named no message');
      // What goes to a member is in a conversation of its own, which changes are asked for by.
      return { ts, channel: typeof at === 'string' ? at : to };
    },
    async update(at, message) {
      await api.call('chat.update', { ...at, ...message, parse: 'none', link_names: false });
    },
    async tell({ channel: where, userId, text }) {
      await api.call('chat.postEphemeral', {
        channel: where,
        user: userId,
        text: escaped(cut(text, 2000)),
        parse: 'none',
        link_names: false,
      });
    },
    async askReason({ triggerId, ...on }) {
      await api.call('views.open', { trigger_id: triggerId, view: reasonView(on) });
    },
    async askCode({ triggerId }) {
      await api.call('views.open', { trigger_id: triggerId, view: codeView() });
    },
    wrong: wrongAnswer,
    said: saidAnswer,
  };
}
