import * as z from 'zod/mini';
import { Reason } from '../../../core/schema/decision.ts';
import { Sha256Hex, Uuid } from '../../../core/schema/scalars.ts';
import type { SlackAct, SlackAlertTarget, SlackTarget, SlackUser } from '../../dispatch/ports.ts';

const Id = z.string().check(z.regex(/^[A-Z0-9]{1,40}$/));
const User = z.object({ id: Id, team_id: z.optional(Id) });
const Team = z.nullish(z.object({ id: Id }));

const BlockActions = z.object({
  type: z.literal('block_actions'),
  user: User,
  team: Team,
  channel: z.optional(z.object({ id: Id })),
  trigger_id: z.string().check(z.maxLength(200)),
  actions: z.array(
    z.object({ action_id: z.string(), value: z.optional(z.string().check(z.maxLength(2000))) }),
  ),
});
const Field = z.object({
  value: z.nullish(z.string().check(z.maxLength(4000))),
  selected_option: z.nullish(z.object({ value: z.string() })),
});
const ViewSubmission = z.object({
  type: z.literal('view_submission'),
  user: User,
  team: Team,
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string().check(z.maxLength(3000)),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), Field)) }),
  }),
});
const Payload = z.discriminatedUnion('type', [BlockActions, ViewSubmission]);

/**
 * What somebody did, from the body of an interaction (`payload=<JSON>`, form-urlencoded). Null where
 * it isn't one that we read; what Slack may add is ignored. Who did it is told by Slack's ids only.
 */
export function readAct(body: string): SlackAct | null {
  const json = new URLSearchParams(body).get('payload');
  const parsed = Payload.safeParse(json === null ? null : jsonOf(json));
  if (!parsed.success) return null;
  const payload = parsed.data;
  const teamId = payload.user.team_id ?? payload.team?.id;
  if (teamId === undefined) return null;
  const user: SlackUser = { teamId, userId: payload.user.id };
  return payload.type === 'block_actions' ? pressed(user, payload) : submitted(user, payload);
}

function pressed(user: SlackUser, payload: z.infer<typeof BlockActions>): SlackAct | null {
  const [action, ...more] = payload.actions;
  // One press decides one item.
  if (!action || more.length > 0) return null;
  const acts: Record<string, 'approve' | 'ask-reason'> = {
    'countersign.approve': 'approve',
    'countersign.reject': 'ask-reason',
  };
  const act = acts[action.action_id];
  const does = ALERT_ACTS[action.action_id];
  if (act === undefined && does === undefined) return { act: 'none' };
  if (!payload.channel) return null;
  const at = { user, channel: payload.channel.id, triggerId: payload.trigger_id };
  if (does !== undefined) {
    const target = alertTargetOf(action.value ?? '');
    return target && { act: 'alert', does, ...at, target };
  }
  const target = targetOf(action.value ?? '');
  return target && act ? { act, ...at, target } : null;
}

const ALERT_ACTS: Record<string, Extract<SlackAct, { act: 'alert' }>['does']> = {
  'countersign.alert-seen': 'seen',
  'countersign.alert-actionable': 'actionable',
  'countersign.alert-noise': 'noise',
};

function submitted(user: SlackUser, { view }: z.infer<typeof ViewSubmission>): SlackAct | null {
  const { values } = view.state;
  if (view.callback_id === 'countersign.code') {
    return { act: 'code', user, code: values.code?.code?.value ?? '' };
  }
  if (view.callback_id !== 'countersign.reject') return { act: 'none' };
  const [channel = '', value = ''] = view.private_metadata.split(' ');
  const target = targetOf(value);
  const code = values.reason?.reason?.selected_option?.value;
  const note = values.note?.note?.value?.trim();
  const reason = Reason.safeParse({ code, ...(note ? { note } : {}) });
  if (!target || !Id.safeParse(channel).success || !reason.success) return null;
  return { act: 'reject', user, channel, target, reason: reason.data };
}

/** The reference that a button carries (message.ts). */
export function targetOf(value: string): SlackTarget | null {
  const [proposalId, revision = '', contentDigest, ...more] = value.split('.');
  if (more.length > 0 || !/^[1-9]\d{0,8}$/.test(revision)) return null;
  const id = Uuid.safeParse(proposalId);
  const digest = Sha256Hex.safeParse(contentDigest);
  return id.success && digest.success
    ? { proposalId: id.data, revision: Number(revision), contentDigest: digest.data }
    : null;
}

/** The reference that an alert's button carries (alert.ts). */
export function alertTargetOf(value: string): SlackAlertTarget | null {
  const [alertId, paged = '', ...more] = value.split('.');
  const id = Uuid.safeParse(alertId);
  if (more.length > 0 || !/^\d{1,9}$/.test(paged) || !id.success) return null;
  return { alertId: id.data, paged: Number(paged) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
