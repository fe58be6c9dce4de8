import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { tx } from '../../ui/tx.ts';
import { Visible } from '../../ui/Visible.tsx';
import { t } from '../../words/t.ts';
import { recordNameOf } from './record-name.ts';
import type { Session } from './session.ts';

/** Where a page's address doesn't say whose record it is: the name it shows, and one question if that differs. */
export function RecordName({ session }: { session: Session }) {
  const { model } = session;
  const named = model.namedHere.value;
  const item = model.view.value?.item;
  if (!named || !item || named.step === 'reading') return null;
  if (named.step !== 'asks') {
    return (
      <p class="note">
        {named.step === 'same'
          ? tx('review_page_calls_record_agent_does', { name: <Visible text={named.name} /> })
          : t('review_you_said_record')}
      </p>
    );
  }
  const meant = recordNameOf(item.content);
  return (
    <Banner tone="warn" icon="help" title={t('review_is_this_record')}>
      <p>{t('review_id_same_but_pages_address')}</p>
      <dl class="facts">
        <dt>{t('review_page')}</dt>
        <dd>{named.name === null ? t('review_shows_no_name') : <Visible text={named.name} />}</dd>
        <dt>{t('review_agent')}</dt>
        <dd>{meant === null ? t('review_names_none') : <Visible text={meant} />}</dd>
      </dl>
      <div class="row">
        <Button look="primary" name="record-yes" onPress={() => session.answerName(true)}>
          {t('review_yes_this')}
        </Button>
        <Button name="record-no" onPress={() => session.answerName(false)}>
          {t('review_no_another_record')}
        </Button>
      </div>
    </Banner>
  );
}
