import '../../ui/seldom-icons.ts';
import { useCallback } from 'preact/hooks';
import type { Ask, Hear } from '../../messages/page-ask.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useAnswer } from '../../ui/use-answer.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { Accuracy } from './Accuracy.tsx';
import { Recurring } from './Recurring.tsx';
import { type Save, TakeOut } from './TakeOut.tsx';

/** What people's corrections say: fixes that recur, accuracy over time, and all of it to train on. */
export function FindingsPage({ ask, hear, save }: { ask: Ask; hear: Hear; save: Save }) {
  return (
    <PageFrame
      current="findings"
      title={t('ui_findings')}
      whose="everybody"
      look="findings-page"
      {...{ ask, hear }}
    >
      {(spaces) =>
        spaces.map(({ id, name }, place) => (
          <Space
            key={id}
            {...{ ask, hear, save }}
            space={id}
            name={spaces.length > 1 ? name : null}
            under={place === 0 ? '' : `-${place}`}
          />
        ))
      }
    </PageFrame>
  );
}

function Space(props: {
  ask: Ask;
  hear: Hear;
  save: Save;
  space: string;
  /** null where there is one */
  name: string | null;
  under: string;
}) {
  const { ask, hear, save, space, name, under } = props;
  const get = useCallback(() => ask('findings', { space }), [ask, space]);
  const [answer, again] = useAnswer(get, hear);
  const head =
    name === null ? null : (
      <h2 class="space-name">
        <Visible text={name} />
      </h2>
    );
  if (answer.state === 'loading')
    return (
      <>
        {head}
        <p class="muted" role="status">
          {t('findings_reading')}
        </p>
      </>
    );
  if (answer.state === 'failed')
    return (
      <>
        {head}
        <Banner tone="warn" icon="alert" title={t('findings_not_known')}>
          <p>
            <Visible text={answer.why} />
          </p>
          <div class="row">
            <Button name="again" onPress={again}>
              {t('findings_ask_again')}
            </Button>
          </div>
        </Banner>
      </>
    );
  if (!answer.value.manager)
    return (
      <>
        {head}
        <EmptyState icon="inbox" title={t('findings_for_managers')}>
          <p>{t('findings_for_managers_means')}</p>
        </EmptyState>
      </>
    );
  return (
    <>
      {head}
      <Recurring of={answer.value} {...{ under, space }} />
      <Accuracy rows={answer.value.accuracy} under={under} />
      <TakeOut {...{ ask, save, space, under }} />
    </>
  );
}
