import * as z from 'zod/mini';
import { SlackLater, SlackRefused } from '../../dispatch/ports.ts';
import { retryAfter } from '../retry-after.ts';

const TIMEOUT_MS = 10_000;
/** Without a `Retry-After` of its own. */
const PAUSE_MS = 30_000;
const MAX_ANSWER = 1_000_000;

const Answer = z.object({
  ok: z.boolean(),
  error: z.optional(z.string()),
  channel: z.optional(z.unknown()),
  ts: z.optional(z.string()),
  team_id: z.optional(z.string()),
});
export type SlackAnswer = z.infer<typeof Answer>;

/** Slack's words for "not now": nothing was done. */
const LATER = new Set(['ratelimited', 'rate_limited', 'service_unavailable', 'request_timeout']);

export type SlackApi = {
  /** @throws SlackLater, SlackRefused, and network errors, after which it may have been done */
  call(method: string, body: object): Promise<SlackAnswer>;
};

/**
 * Slack's Web API by fetch: JSON with the bot token, no redirect, ten seconds. A limit named once
 * holds for every call of this process until it is over. No error carries the token.
 * @param baseUrl `https://slack.com/api`, or a server on loopback for tests
 */
export function slackApi(options: { token: string; baseUrl: string }): SlackApi {
  let heldUntil = 0;
  return {
    async call(method, body) {
      const wait = heldUntil - Date.now();
      if (wait > 0) throw new SlackLater(`${method} waits for Slack’s limit`, wait);
      const response = await fetch(`${options.baseUrl}/${method}`, {
        method: 'POST',
        redirect: 'error',
        headers: {
          authorization: `Bearer ${options.token}`,
          'content-type': 'application/json; charset=utf-8',
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 429) {
        await response.body?.cancel();
        const afterMs = retryAfter(response.headers.get('retry-after')) ?? PAUSE_MS;
        heldUntil = Date.now() + afterMs;
        throw new SlackLater(`${method} came too often for Slack`, afterMs);
      }
      if (response.status >= 500) {
        await response.body?.cancel();
        throw new Error(`Slack answered ${method} with ${response.status}`);
      }
      const text = await response.text();
      const answer = text.length > MAX_ANSWER ? null : answerOf(text);
      if (!answer) throw new Error(`Slack’s answer to ${method} can’t be read`);
      if (answer.ok) return answer;
      const code = /^[a-z0-9_.]{1,60}$/.test(answer.error ?? '') ? (answer.error ?? '') : 'unknown';
      if (LATER.has(code)) throw new SlackLater(`${method}: ${code}`, PAUSE_MS);
      throw new SlackRefused(method, code);
    },
  };
}

function answerOf(text: string): SlackAnswer | null {
  try {
    const parsed = Answer.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
