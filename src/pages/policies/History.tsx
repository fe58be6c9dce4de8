import { useCallback, useId, useState } from 'preact/hooks';
import { differences } from '../../core/policies/diff.ts';
import type { WorkflowInput } from '../../core/schema/workflow.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { Version } from '../../messages/policies.ts';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t, tn } from '../../words/t.ts';
import { Changes } from './Changes.tsx';
import { documentOf } from './draft.ts';
import { sentenceOf } from './sentence-of.ts';
import { date } from './words.ts';

const never: Hear = () => () => undefined;

/** Every version with who put it, why, and what it changed; an older one can be brought back. */
export function History(props: {
  ask: Ask;
  space: string | undefined;
  id: string;
  current: number;
  manager: boolean;
  onPublished: () => void;
}) {
  const { ask, space, id, current } = props;
  const get = useCallback(() => ask('policy.versions', { space, id }), [ask, space, id]);
  const [answer, again] = useAnswer(get, never);
  const [asked, setAsked] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  if (answer.state === 'loading') return <p class="muted">{t('ui_loading')}</p>;
  if (answer.state === 'failed')
    return <p class="muted">{t('policies_not_known', { why: answer.why })}</p>;
  const versions = answer.value.versions.map((version) => ({
    ...version,
    document: documentOf(version.workflow),
  }));
  async function bringBack(to: number, reason: string): Promise<void> {
    try {
      const done = await ask('policy.rollback', { space, id, to, from: current, reason });
      if (done.version !== undefined) {
        setSaid(t('policies_back_as', { to: String(to), version: String(done.version) }));
        setAsked(null);
        props.onPublished();
      } else if (done.conflict !== undefined) {
        setSaid(t('policies_nothing_changed_meanwhile', { why: done.conflict }));
        props.onPublished();
      } else
        setSaid(
          t('policies_nothing_changed', {
            why: (done.faults ?? []).map(({ path, message }) => `${path}: ${message}`).join(' '),
          }),
        );
      again();
    } catch (error) {
      setSaid(t('policies_unknown_changed', { why: sentenceOf(error) }));
    }
  }
  return (
    <>
      <p role="status" class="said">
        {said}
      </p>
      <ol class="versions">
        {versions.map((version, index) => (
          <li key={version.version}>
            <Head {...version} current={current} />
            <Changed now={version.document} before={versions[index + 1]?.document ?? null} />
            {props.manager && version.version < current && version.document ? (
              asked === version.version ? (
                <Back
                  version={version.version}
                  onBack={(reason) => void bringBack(version.version, reason)}
                  onCancel={() => setAsked(null)}
                />
              ) : (
                <div>
                  <Button
                    name={`back-${version.version}`}
                    onPress={() => setAsked(version.version)}
                  >
                    {t('policies_bring_back_ask', { version: String(version.version) })}
                  </Button>
                </div>
              )
            ) : null}
          </li>
        ))}
      </ol>
    </>
  );
}

function Head({ version, by, at, reason, rolledBackTo, current }: Version & { current: number }) {
  const inForce = version === current;
  const parts = {
    version: <strong>{t('policies_version', { version: String(version) })}</strong>,
    ...{ by: <Visible text={by} />, at: date(at) },
  };
  return (
    <>
      <p>
        {rolledBackTo === undefined
          ? tx(inForce ? 'policies_version_by_in_force' : 'policies_version_by', parts)
          : tx(inForce ? 'policies_version_by_in_force_back' : 'policies_version_by_back', {
              ...{ ...parts, back: String(rolledBackTo) },
            })}
      </p>
      {reason === undefined ? null : (
        <p>
          <Visible text={reason} />
        </p>
      )}
    </>
  );
}

function Changed({ now, before }: { now: WorkflowInput | null; before: WorkflowInput | null }) {
  if (!now || !before) return null;
  const changes = differences(before, now);
  if (changes.length === 0) return <p class="muted">{t('policies_same_as_before')}</p>;
  return (
    <details>
      <summary>{tn('policies_change_count', changes.length)}</summary>
      <Changes changes={changes} label={t('policies_changes')} />
    </details>
  );
}

function Back(props: { version: number; onBack: (reason: string) => void; onCancel: () => void }) {
  const [reason, setReason] = useState('');
  const id = useId();
  const ready = reason.trim().length >= 3;
  return (
    <div class="field">
      <label for={id}>{t('policies_why_bring_back', { version: String(props.version) })}</label>
      <input
        id={id}
        maxLength={2000}
        value={reason}
        ref={(input) => {
          if (input && reason === '') input.focus();
        }}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <div class="row">
        <Button
          look="primary"
          name="bring-back"
          disabled={!ready}
          hint={ready ? undefined : t('ui_say_why_first')}
          onPress={() => props.onBack(reason.trim())}
        >
          {t('policies_bring_back')}
        </Button>
        <Button name="cancel" onPress={props.onCancel}>
          {t('ui_cancel')}
        </Button>
      </div>
    </div>
  );
}
