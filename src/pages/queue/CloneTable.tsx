import { Button } from '../../ui/Button.tsx';
import { Visible } from '../../ui/Visible.tsx';
import type { Queue } from './queue.ts';

/** Clones of the item below: only what differs, what stands out pointed at, one key for all of it. */
export function CloneTable({ queue }: { queue: Queue }) {
  const { clones, session } = queue;
  const group = clones.group.value;
  const current = session.model.currentId.value;
  if (!group || group.rows[0]?.proposalId !== current) return null;
  const { rows, columns, all, usually } = group;
  const odd = rows.filter((_row, at) => columns.some(({ cells }) => cells[at]?.odd)).length;
  return (
    <section class="clones" aria-label="Clones">
      <h2>{`${all} like this`}</h2>
      <p class="muted">
        The same {group.rows[0]?.item.kind === 'email.draft' ? 'mail' : 'work'} but for what is in
        this table; the first row is the one shown below.
        {rows.length < all ? ` Here are ${rows.length} of them, the others come next.` : ''}
        {usually === null
          ? ''
          : ` One press decides ${rows.length} for now instead of ${usually}: fewer than half of the last ones were read. It grows again as you read.`}
        {odd > 0 ? ` ${odd} ${odd === 1 ? 'row stands' : 'rows stand'} out.` : ''}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="wide" tabIndex={0} aria-label="What differs">
        <table>
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th key={name} scope="col">
                  {name.replaceAll(/[-_]/g, ' ')}
                </th>
              ))}
              <th scope="col">
                <span class="unseen">Alone</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ proposalId }, at) => (
              <tr key={proposalId}>
                {columns.map(({ name, cells }) => (
                  <td key={name}>
                    <Visible text={cells[at]?.value ?? ''} />
                    {cells[at]?.odd ? <span class="odd">{cells[at].odd}</span> : null}
                  </td>
                ))}
                <td class="number">
                  <Button look="quiet" name="pull" onPress={() => clones.pull(proposalId)}>
                    Look at alone
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Button
        look="primary"
        icon="approve-send"
        name="approve-all"
        keyName={session.model.bindings.value['approve-all']}
        onPress={() => session.press('approve-all')}
      >
        {`Approve these ${rows.length}`}
      </Button>
      <Button
        icon="close"
        name="reject-all"
        keyName={session.model.bindings.value['reject-all']}
        onPress={() => session.press('reject-all')}
      >
        {`Reject these ${rows.length}…`}
      </Button>
    </section>
  );
}
