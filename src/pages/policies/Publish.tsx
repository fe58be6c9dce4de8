import { useId, useState } from 'preact/hooks';
import type { Change } from '../../core/policies/diff.ts';
import type { PolicySimulation } from '../../core/policies/effect.ts';
import type { WorkflowInput } from '../../core/schema/workflow.ts';
import type { Ask } from '../../messages/page-ask.ts';
import type { Fault } from '../../messages/policies.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';
import { Changes } from './Changes.tsx';
import { nextOf } from './draft.ts';
import { Effect } from './Effect.tsx';
import { sentenceOf } from './sentence-of.ts';

const DAYS = 30;

/** What changes, what it would have done, and putting it in force with a reason. */
export function Publish(props: {
  ask: Ask;
  space: string | undefined;
  draft: WorkflowInput;
  changes: readonly Change[];
  faults: readonly Fault[];
  version: number;
  stale: boolean;
  onFaults: (faults: Fault[]) => void;
  onPublished: () => void;
  onConflict: () => void;
  onDrop: () => void;
}) {
  const { ask, space, draft, changes, faults, version, stale } = props;
  const [tried, setTried] = useState<readonly string[]>([]);
  const [effect, setEffect] = useState<{ of: string; effect: PolicySimulation } | null>(null);
  /** the draft that could not be tried: it may be put in force without, by who was told so */
  const [untried, setUntried] = useState('');
  /** the draft that was to be published and was tried first */
  const [pressed, setPressed] = useState('');
  const [busy, setBusy] = useState<'try' | 'publish' | null>(null);
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState('');
  const field = useId();
  const text = JSON.stringify(draft);
  const shown = effect?.of === text ? effect.effect : null;
  const sure = faults.length === 0 && changes.length > 0;
  const ready = sure && !stale && reason.trim().length >= 3;

  /** @param first pressed to publish: what it would do is shown before it does it */
  async function attempt(first: boolean): Promise<void> {
    setBusy('try');
    setSaid('');
    // Each different draft is one more chance to find one that only looks good.
    const all = tried.includes(text) ? tried : [...tried, text];
    setTried(all);
    const tries = Math.min(all.length, 1000);
    try {
      const workflow = nextOf(draft, version);
      const payload = { space, id: draft.id, workflow, days: DAYS, tries };
      const answer = await ask('policy.simulate', payload);
      if (answer.effect) {
        setEffect({ of: text, effect: answer.effect });
        if (first) setPressed(text);
      } else props.onFaults(inDocument(answer.faults ?? []));
    } catch (error) {
      const why = sentenceOf(error);
      if (first) setUntried(text);
      setSaid(first ? t('policies_could_not_try', { why }) : why);
    } finally {
      setBusy(null);
    }
  }

  async function publish(): Promise<void> {
    setBusy('publish');
    setSaid('');
    try {
      const workflow = nextOf(draft, version);
      const payload = { space, id: draft.id, workflow, reason: reason.trim() };
      const done = await ask('policy.publish', payload);
      if (done.version !== undefined) {
        setSaid(t('policies_in_force', { version: String(done.version) }));
        setReason('');
        setTried([]);
        props.onPublished();
      } else if (done.conflict !== undefined) {
        setSaid(t('policies_nothing_published'));
        props.onConflict();
      } else props.onFaults(inDocument(done.faults ?? []));
    } catch (error) {
      setSaid(t('policies_unknown_published', { why: sentenceOf(error) }));
    } finally {
      setBusy(null);
    }
  }

  return (
    <section class="card publish" aria-label={t('policies_your_draft')}>
      <h3>{t('policies_your_draft')}</h3>
      {changes.length === 0 ? <p class="muted">{t('policies_nothing_changed_yet')}</p> : null}
      <Changes changes={changes} label={t('policies_what_draft_changes')} />
      {faults.length > 0 ? (
        <ul class="faults" aria-label={t('policies_what_is_wrong')}>
          {faults.map(({ path, message }) => (
            <li key={path + message} class="field-problem">
              {path === '' ? null : <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      ) : null}
      {changes.length > 0 ? (
        <>
          <div class="row">
            <Button
              name="try"
              disabled={!sure || busy !== null}
              hint={sure ? undefined : t('policies_something_wrong')}
              onPress={() => void attempt(false)}
            >
              {t(busy === 'try' ? 'policies_trying' : 'policies_try_it')}
            </Button>
            <Button name="drop-draft" look="quiet" onPress={props.onDrop}>
              {t('policies_drop_it')}
            </Button>
          </div>
          {shown ? <Effect effect={shown} tries={tried.length} /> : null}
          <div class="field">
            <label for={field}>{t('policies_why_kept')}</label>
            <input
              id={field}
              maxLength={2000}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </div>
          <div class="row">
            <Button
              look="primary"
              name="publish"
              disabled={!ready || busy !== null}
              hint={ready ? undefined : whyNot({ sure, stale })}
              onPress={() => void (shown || untried === text ? publish() : attempt(true))}
            >
              {t('policies_publish', { version: String(version + 1) })}
            </Button>
            {shown ? null : <span class="muted">{t('policies_not_tried')}</span>}
          </div>
        </>
      ) : null}
      <p role="status" class="said">
        {said === '' && shown && pressed === text ? t('policies_tried_first') : said}
      </p>
    </section>
  );
}

const whyNot = ({ sure, stale }: { sure: boolean; stale: boolean }): string =>
  t(stale ? 'policies_another_in_force' : sure ? 'ui_say_why_first' : 'policies_something_wrong');

/** The gate names places in the request; the document begins one level below. */
const inDocument = (faults: readonly Fault[]): Fault[] =>
  faults.map(({ path, message }) => ({ path: path.replace(/^\/workflow(?=\/)/, ''), message }));
