import type { ComponentChildren } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { EmptyState } from './EmptyState.tsx';
import { PageNav } from './PageNav.tsx';
import { useAnswer } from './use-answer.ts';
import { Visible } from './Visible.tsx';

type Space = { id: string; name: string; connection: string; reviewer: { role: string } };
type AskStatus = (
  name: 'status',
  payload: Record<string, never>,
) => Promise<{ spaces: readonly Space[] }>;
const never = () => () => undefined;

/**
 * A page for managers: its name, the ways to the others, which workspace it is about, and what stands in
 * its place where this browser is not paired or its person is no manager. `children` gets the space's id,
 * undefined for the only one.
 */
export function PageFrame(props: {
  current: string;
  title: string;
  ask: AskStatus;
  children: (space: string | undefined) => ComponentChildren;
}) {
  const { current, title, ask, children } = props;
  const get = useCallback(() => ask('status', {}), [ask]);
  const [answer] = useAnswer(get, never);
  const [chosen, setChosen] = useState<string | null>(null);
  const paired =
    answer.state === 'ready'
      ? answer.value.spaces.filter(
          ({ connection }) => connection !== 'unpaired' && connection !== 'revoked',
        )
      : [];
  const managed = paired.filter(({ reviewer }) => reviewer.role !== 'rep');
  const space = managed.find(({ id }) => id === chosen) ?? managed[0];
  return (
    <main class="page broad">
      <header>
        <h1>{title}</h1>
        <PageNav current={current} />
      </header>
      {managed.length > 1 ? (
        <p class="row space-choice">
          <label for="space">Workspace</label>
          <select
            id="space"
            value={space?.id}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {managed.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </p>
      ) : null}
      {answer.state === 'loading' ? <p class="muted">Loading…</p> : null}
      {answer.state === 'failed' ? (
        <p class="field-problem" role="alert">
          The extension did not answer. Load this page again.
        </p>
      ) : null}
      {answer.state === 'ready' && paired.length === 0 ? (
        <EmptyState icon="help" title="This browser is not paired with a gate">
          <p>
            Pair it in the <a href="../options/index.html">options</a>, then come back.
          </p>
        </EmptyState>
      ) : null}
      {paired.length > 0 && managed.length === 0 ? (
        <EmptyState icon="ban" title="This page is for managers">
          <p>
            In{' '}
            {paired.map(({ id, name }, nth) => (
              <span key={id}>
                {nth > 0 ? ', ' : ''}
                <Visible text={name} />
              </span>
            ))}{' '}
            you review; what is measured of all is shown to managers and admins.
          </p>
        </EmptyState>
      ) : null}
      {space ? children(managed.length > 1 ? space.id : undefined) : null}
    </main>
  );
}
