import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import type { Session } from '../session.ts';
import type { Work } from './draft.ts';
import { Field, type Kind, RecordLine, Was, When } from './pieces.tsx';
import { Edit, Marked } from './Text.tsx';

/** A message on a network, to one person. */
export function MessageSocial(on: Kind<Extract<Work, { kind: 'message.social' }>>) {
  const { was, now, session } = on;
  return (
    <>
      <dl class="facts">
        <dt>{t('review_to')}</dt>
        <dd>
          <RecordLine record={was.contact} />
        </dd>
        <dt>{t('review_network')}</dt>
        <dd>
          <Visible text={was.network} />
        </dd>
      </dl>
      {on.editing ? (
        <Field {...{ on }} path="text" label={t('review_message')} value={now.text} type="area" />
      ) : (
        <Words session={session} label={t('review_message')} was={was.text} now={now.text} />
      )}
    </>
  );
}

/** A call that somebody is asked to make. */
export function CallTask(on: Kind<Extract<Work, { kind: 'call.task' }>>) {
  const { was, now, session } = on;
  return (
    <>
      <dl class="facts">
        <dt>{t('review_contact')}</dt>
        <dd>
          <RecordLine record={was.contact} />
        </dd>
        <dt>{t('review_phone')}</dt>
        <dd>
          <Visible text={was.phone} />
        </dd>
        {on.editing ? null : (
          <>
            <dt>{t('review_due_field')}</dt>
            <dd>
              <When iso={now.dueAt} />
              {was.dueAt === now.dueAt ? null : (
                <Was>
                  <When iso={was.dueAt} />
                </Was>
              )}
            </dd>
          </>
        )}
      </dl>
      {on.editing ? (
        <>
          <Field
            {...{ on }}
            path="dueAt"
            label={t('review_due_field')}
            value={now.dueAt}
            type="time"
          />
          <Field
            {...{ on }}
            path="script"
            label={t('review_script')}
            value={now.script ?? ''}
            type="area"
          />
        </>
      ) : was.script === undefined && now.script === undefined ? (
        <p class="muted">{t('review_no_script')}</p>
      ) : (
        <Words
          session={session}
          label={t('review_script')}
          was={was.script ?? ''}
          now={now.script ?? ''}
        />
      )}
    </>
  );
}

function Words(props: { session: Session; label: string; was: string; now: string }) {
  const { session, label, was, now } = props;
  return (
    <>
      <h2 class="minor">{label}</h2>
      <Marked session={session} field="body" text={now} label={label} />
      <Edit {...{ label, was, now }} />
    </>
  );
}
