import { type ComponentChildren, Fragment } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { t } from '../words/t.ts';
import { EmptyState } from './EmptyState.tsx';
import { PageNav } from './PageNav.tsx';
import { tx } from './tx.ts';
import { useAnswer } from './use-answer.ts';
import { useTheme } from './use-theme.ts';
import { Visible } from './Visible.tsx';

type Space = {
  id: string;
  name: string;
  connection: string;
  reviewer: { role: string; name: string };
};
type AskFrame = Parameters<typeof useTheme>[0] &
  ((name: 'status', payload: Record<string, never>) => Promise<{ spaces: readonly Space[] }>);
const never = () => () => undefined;

/**
 * A first-party page: its name, the ways to the others, and what stands in its place where this browser
 * is not paired, or where the page is for managers and its person is none. `children` gets the
 * workspaces that it is about, at least one.
 */
export function PageFrame(props: {
  current: string;
  title: string;
  ask: AskFrame;
  hear?: (heard: () => void) => () => void;
  /** managers, if left out */
  whose?: 'managers' | 'everybody';
  /** further classes: `broad` is as wide as the window */
  look?: string;
  children: (spaces: readonly Space[]) => ComponentChildren;
}) {
  const { current, title, ask, hear = never, whose = 'managers', look, children } = props;
  useTheme(ask);
  const get = useCallback(() => ask('status', {}), [ask]);
  const [answer] = useAnswer(get, hear);
  const paired = answer.state === 'ready' ? answer.value.spaces.filter(isPaired) : [];
  const spaces = paired.filter(({ reviewer }) => whose === 'everybody' || reviewer.role !== 'rep');
  return (
    <div class={look ? `page ${look}` : 'page'}>
      <header>
        <h1>{title}</h1>
        <PageNav current={current} />
      </header>
      <main>
        {answer.state === 'loading' ? <p class="muted">{t('ui_loading')}</p> : null}
        {answer.state === 'failed' ? (
          <EmptyState icon="alert" title={t('ui_extension_did_not_answer')}>
            <p>{t('ui_reload_page', { why: answer.why })}</p>
          </EmptyState>
        ) : null}
        {answer.state === 'ready' && paired.length === 0 ? (
          <EmptyState icon="help" title={t('ui_browser_not_paired')}>
            <p>
              {tx('ui_pair_in_options', {
                options: <a href="../options/index.html">{t('ui_options_inline')}</a>,
              })}
            </p>
          </EmptyState>
        ) : null}
        {paired.length > 0 && spaces.length === 0 ? (
          <EmptyState icon="ban" title={t('ui_page_for_managers')}>
            <p>{tx('ui_you_review_in', { names: <Names of={paired} /> })}</p>
          </EmptyState>
        ) : null}
        {spaces.length > 0 ? children(spaces) : null}
      </main>
    </div>
  );
}

/**
 * One of these workspaces at a time, chosen where there are several. `children` gets its id (the only one
 * shown may still be one of several of this browser), and begins anew with another.
 */
export function OneSpace(props: {
  of: readonly Space[];
  /** the id of the one to begin with; the first if left out or not there */
  first?: string | undefined;
  children: (space: string) => ComponentChildren;
}) {
  const { of, first, children } = props;
  const [chosen, setChosen] = useState(first);
  const space = of.find(({ id }) => id === chosen) ?? of[0];
  if (!space) return null;
  if (of.length === 1) return <>{children(space.id)}</>;
  return (
    <>
      <p class="row space-choice">
        <label for="space">{t('ui_workspace_choice')}</label>
        <select
          id="space"
          value={space.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
        >
          {of.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </p>
      <Fragment key={space.id}>{children(space.id)}</Fragment>
    </>
  );
}

const isPaired = ({ connection }: Space): boolean =>
  connection !== 'unpaired' && connection !== 'revoked';

function Names({ of }: { of: readonly Space[] }) {
  return (
    <>
      {of.map(({ id, name }, nth) => (
        <span key={id}>
          {nth > 0 ? ', ' : ''}
          <Visible text={name} />
        </span>
      ))}
    </>
  );
}
