import { ANSWER_DAYS, evidence } from './from-inventory.ts';
import { inOrder, type Risk } from './risk.ts';

/** A workflow as it stands, of the last 30 days. */
export type WorkflowStanding = {
  id: string;
  name: string;
  owner: string;
  /** the owner is somebody who can review here */
  ownerKnown: boolean;
  running: boolean;
  /** that reached people; of its last 500 proposals */
  toPeople: number;
  /** waiting for a person now, 1,001 at most */
  waiting: number;
  /** when the oldest of these came, milliseconds */
  oldest: number | null;
  /** when somebody last decided one */
  answered: number | null;
  /** milliseconds of review, of its last 500 decisions where that was measured */
  reviewMs: number;
  /** of these decisions */
  decisions: number;
};

/** What the gate's own data says of the ground it stands on. */
export type GateFacts = {
  /** senders, and the agents here that they are, which told of mail which no clearance let out, and of how many they told */
  pastTheGate: readonly { sender: string; agents: string[]; sends: number; lastAt: string }[];
  /** mailboxes in which such mail was found */
  uncleared: readonly { mailbox: string; mails: number; lastAt: string }[];
  /** senders that wrote to people after these stood on the shared list */
  afterOptOut: readonly { sender: string; agents: string[]; people: number; lastAt: string }[];
  workflows: readonly WorkflowStanding[];
};

const DAY = 86_400_000;
/** Work that waits for less is work that waits. */
const WAITS_DAYS = 3;

/** The risks that the gate's own data shows. Pure. */
export function scanGate(facts: GateFacts, now: number): Risk[] {
  const found: Omit<Risk, 'source'>[] = [
    ...facts.pastTheGate.map(({ sender, agents, sends, lastAt }) => ({
      ...{ code: 'no-approval-path' as const, severity: 'high' as const, subject: sender },
      sentence: `${sender} tells of ${sends === 1 ? 'a send' : `${sends} sends`} that no clearance let out.`,
      evidence: evidence({ 'Sends in 30 days': sends, 'Last one': day(lastAt) }),
      todo: 'Let it propose to the gate; take its own way of sending away.',
      ...onAgents(agents),
    })),
    ...facts.uncleared.map(({ mailbox, mails, lastAt }) => ({
      ...{ code: 'no-approval-path' as const, severity: 'high' as const, subject: mailbox },
      sentence: `In what ${mailbox} sent, ${mails === 1 ? 'a mail was' : `${mails} mails were`} found that no clearance let out.`,
      evidence: evidence({ 'Mails in 30 days': mails, 'Last one': day(lastAt) }),
      todo: 'Find out what sends from it besides the gate, and take its password away.',
    })),
    ...facts.afterOptOut.map(({ sender, agents, people, lastAt }) => ({
      ...{ code: 'own-suppression' as const, severity: 'high' as const, subject: sender },
      sentence: `${sender} wrote to ${people === 1 ? 'somebody' : `${people} people`} who stood on the shared suppression list.`,
      evidence: evidence({ People: people, 'Last one': day(lastAt) }),
      todo: 'Let it ask the shared list before it writes, or send by the gate, which does.',
      ...onAgents(agents),
    })),
    ...facts.workflows.flatMap((workflow) => [
      ...nobodyReviews(workflow),
      ...nobodyAnswers(workflow, now),
    ]),
  ];
  return inOrder(found.map((risk) => ({ ...risk, source: 'gate' as const })));
}

const onAgents = (ids: readonly string[]): Pick<Risk, 'on'> =>
  ids.length === 0 ? {} : { on: ids.map((id) => ({ kind: 'agent' as const, id })) };
const onWorkflow = (id: string): Required<Pick<Risk, 'on'>> => ({ on: [{ kind: 'workflow', id }] });

function nobodyReviews(workflow: WorkflowStanding): Omit<Risk, 'source'>[] {
  const { name, owner, ownerKnown, running, toPeople, decisions, reviewMs } = workflow;
  if (!running || (toPeople === 0 && decisions === 0)) return [];
  if (ownerKnown) return [];
  const hours = Math.round(reviewMs / 360_000) / 10;
  return [
    {
      ...{ code: 'nobody-reviews', severity: 'medium', subject: name },
      sentence: `${name} belongs to ${owner}, who can't review here: nobody answers for its review hours.`,
      evidence: evidence({
        Owner: owner,
        'Reached people': toPeople,
        'Hours of review measured': hours,
      }),
      todo: 'Name an owner who is a reviewer of this workspace, or pair them.',
      ...onWorkflow(workflow.id),
    },
  ];
}

function nobodyAnswers(workflow: WorkflowStanding, now: number): Omit<Risk, 'source'>[] {
  const { name, owner, waiting, oldest, answered } = workflow;
  if (waiting === 0 || oldest === null || now - oldest < WAITS_DAYS * DAY) return [];
  if (answered !== null && now - answered <= ANSWER_DAYS * DAY) return [];
  const days = Math.floor((now - oldest) / DAY);
  return [
    {
      ...{ code: 'gate-unanswered', severity: 'high', subject: name },
      sentence: `${waiting > 1000 ? 'More than 1000' : waiting} wait in ${name}, the oldest for ${days} days, and nobody answers.`,
      evidence: evidence({
        Waiting: waiting > 1000 ? 'more than 1000' : waiting,
        'Last answer': answered === null ? 'never' : day(new Date(answered).toISOString()),
        Owner: owner,
      }),
      todo: 'Give it to somebody who answers, with a stand-in, or pause it.',
      ...onWorkflow(workflow.id),
    },
  ];
}

const day = (time: string): string => time.slice(0, 10);
