import { useCallback, useId, useState } from 'preact/hooks';
import { differences } from '../../core/policies/diff.ts';
import type { WorkflowInput } from '../../core/schema/workflow.ts';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import type { Version } from '../../messages/policies.ts';
import { Button } from '../../ui/Button.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
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
  if (answer.state === 'loading') return <p class="muted">Loading…</p>;
  if (answer.state === 'failed') return <p class="muted">Not known now: {answer.why}</p>;
  const versions = answer.value.versions.map((version) => ({
    ...version,
    document: documentOf(version.workflow),
  }));
  async function bringBack(to: number, reason: string): Promise<void> {
    try {
      const done = await ask('policy.rollback', { space, id, to, from: current, reason });
      if (done.version !== undefined) {
        setSaid(`Version ${to} is back, as version ${done.version}.`);
        setAsked(null);
        props.onPublished();
      } else if (done.conflict !== undefined) {
        setSaid(`Nothing was changed: somebody published meanwhile. ${done.conflict}`);
        props.onPublished();
      } else
        setSaid(
          `Nothing was changed. ${(done.faults ?? []).map(({ path, message }) => `${path}: ${message}`).join(' ')}`,
        );
      again();
    } catch (error) {
      setSaid(`It is not known whether anything was changed. ${sentenceOf(error)}`);
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
                    Bring version {version.version} back…
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
  return (
    <>
      <p>
        <strong>Version {version}</strong>
        {version === current ? ', in force' : ''}, by <Visible text={by} />, {date(at)}
        {rolledBackTo === undefined ? '' : `; brought version ${rolledBackTo} back`}
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
  if (changes.length === 0) return <p class="muted">It says what the version before said.</p>;
  return (
    <details>
      <summary>{changes.length === 1 ? '1 change' : `${changes.length} changes`}</summary>
      <Changes changes={changes} label="Changes" />
    </details>
  );
}

function Back(props: { version: number; onBack: (reason: string) => void; onCancel: () => void }) {
  const [reason, setReason] = useState('');
  const id = useId();
  const ready = reason.trim().length >= 3;
  return (
    <div class="field">
      <label for={id}>Why bring version {props.version} back?</label>
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
          hint={ready ? undefined : 'Say why first'}
          onPress={() => props.onBack(reason.trim())}
        >
          Bring it back
        </Button>
        <Button name="cancel" onPress={props.onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
