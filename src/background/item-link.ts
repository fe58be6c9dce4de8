import { MessageError, type Payload, type Reply } from '../messages/channel.ts';
import type { PanelToWorker } from '../messages/panel-to-worker.ts';
import { t } from '../words/t.ts';
import { GateProblem, NotPaired, Revoked } from './gate/problems.ts';
import type { Answer } from './gate/request.ts';
import type { Space } from './space.ts';
import type { Spaces } from './spaces.ts';

type Asked = Payload<PanelToWorker, 'item.look'>;
type Told = Reply<PanelToWorker, 'item.look'>;

/** States in which the feed's copy is what is decided. */
const OPEN: ReadonlySet<string> = new Set(['pending', 'recalled', 'escalated']);

/**
 * Asks the gate for an item that this device doesn't hold: that of the space which the link names, all
 * of this browser's where it names none.
 * @throws MessageError where two of them show one
 */
export async function lookUp(
  spaces: Pick<Spaces, 'paired' | 'label'>,
  { proposalId, space }: Asked,
): Promise<Told> {
  const paired = await spaces.paired();
  if (paired.length === 0) return { why: 'signed-out' };
  const asked = paired.filter((one) => space === undefined || one.space.id === space);
  if (asked.length === 0) return { why: 'elsewhere' };
  const told = await Promise.all(asked.map((one) => lookIn(spaces, one.space, proposalId)));
  const [found, another] = told.filter(({ view, why }) => view || why === 'coming');
  // An id is its gate's word, as in `spaces.holding`.
  if (another) throw new MessageError(t('background_two_workspaces_claim_item'));
  // Where one did not answer, the others' no is no answer.
  return found ?? told.find(({ why }) => why !== 'unknown') ?? { why: 'unknown' };
}

async function lookIn(
  spaces: Pick<Spaces, 'label'>,
  space: Space,
  proposalId: string,
): Promise<Told> {
  let shown: Answer<'proposal'>;
  try {
    shown = await space.gate.call('proposal', { params: { id: proposalId } });
  } catch (error) {
    if (error instanceof GateProblem && error.code === 'not-found') return { why: 'unknown' };
    if (error instanceof NotPaired || error instanceof Revoked) return { why: 'signed-out' };
    return { why: 'away', detail: error instanceof Error ? error.message : String(error) };
  }
  const { item, yours, approved, erasedAt, leftAt, withdrawn } = shown;
  if (yours && OPEN.has(item.state)) {
    void space.loop.wake('person');
    return { why: 'coming' };
  }
  const label = await spaces.label(space);
  return {
    view: {
      item: approved === undefined ? item : { ...item, content: approved },
      ...(label === undefined ? {} : { space: label }),
      became: {
        ...(erasedAt === undefined ? {} : { erasedAt }),
        ...(leftAt === undefined ? {} : { leftAt }),
        ...(withdrawn === undefined
          ? {}
          : { withdrawn: { detail: withdrawn.detail, at: withdrawn.at } }),
        ...(approved === undefined ? {} : { written: item.content }),
      },
    },
  };
}
