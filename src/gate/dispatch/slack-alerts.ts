import type { Reviewer } from '../../core/schema/people.ts';
import type { UseCaseDeps } from './deps.ts';
import type { SlackAct, SlackAlert } from './ports.ts';

/*
 * Closing alerts from Slack. Who it is, and that Slack signed it, was settled before (slack.ts); here,
 * whether they may, and whether it is still what they were shown.
 */

type Work = {
  workspaceId: string;
  act: Extract<SlackAct, { act: 'alert' }>;
  person: { accountId: string; reviewer: Reviewer };
};

/** Closes an alert, or notes that somebody looks at it. A sentence for whoever pressed; null: the message says it. */
export async function takeAlertAct(
  deps: Pick<UseCaseDeps, 'store'>,
  { workspaceId, act, person }: Work,
): Promise<string | null> {
  const { alerts, slack } = deps.store;
  const { alertId: id, paged } = act.target;
  const known = () => slack.alerts.get({ workspaceId, alertId: id });
  const found = await known();
  if (!found) return 'Not recorded. There is no such alert here.';
  const barred = whyNotTheirs(person.reviewer, found);
  if (barred !== null) return barred;
  const refused =
    closedAlready(found) ??
    (found.paged === paged
      ? null
      : 'Not recorded. It has happened again since this was shown: read what it says now.');
  if (refused !== null) {
    // What they pressed on shows something that is not so any more.
    await slack.queue({ workspaceId, data: { alertId: id } });
    return refused;
  }
  const by = { workspaceId, id, by: person.reviewer.id, actor: `slack:${person.accountId}` };
  const done =
    act.does === 'seen' ? await alerts.see(by) : await alerts.close({ ...by, verdict: act.does });
  if (done) return null;
  const now = await known();
  return (now && closedAlready(now)) ?? 'Not recorded. There is no such alert here.';
}

/** Managers, as on its page; and whoever was told by name: its owner, and whom it went on to. */
function whyNotTheirs({ role, email }: Reviewer, found: SlackAlert): string | null {
  const { alert, escalateTo } = found;
  const told = [alert.owner, alert.escalatedAt === undefined ? '' : (escalateTo ?? '')];
  if (role !== 'rep' || told.some((name) => name !== '' && same(name, email))) return null;
  const whose = told.filter((name) => name !== '').join(', ');
  return `Not recorded. ${whose === '' ? 'Managers close' : `${whose} or a manager closes`} this alert.`;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function closedAlready({ alert, closedBy }: SlackAlert): string | null {
  if (alert.closedAt === undefined) return null;
  if (alert.verdict === undefined)
    return 'Not recorded. Its cause is gone: it has closed by itself.';
  return `Not recorded. ${closedBy ?? 'Somebody'} has closed this as ${alert.verdict} already.`;
}
