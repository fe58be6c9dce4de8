import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SlackRequest } from '../../dispatch/ports.ts';

/** Slack's own rule: an older or younger request than this is a replay. */
const WINDOW_SECONDS = 300;

/** What Slack writes into `X-Slack-Signature` for these bytes (docs.slack.dev, "Verifying requests"). */
export const slackSignature = (
  secret: string,
  { timestamp, body }: Pick<SlackRequest, 'timestamp' | 'body'>,
): string => `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/**
 * True for a request that whoever holds the signing secret signed, within five minutes of `now`
 * (milliseconds). Compared without telling how much of it fits.
 */
export function isSigned(secret: string, request: SlackRequest, now: number): boolean {
  if (!/^\d{1,12}$/.test(request.timestamp)) return false;
  if (Math.abs(now / 1000 - Number(request.timestamp)) > WINDOW_SECONDS) return false;
  const right = Buffer.from(slackSignature(secret, request));
  const given = Buffer.from(request.signature);
  return right.length === given.length && timingSafeEqual(right, given);
}
