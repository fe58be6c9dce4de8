import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../words/t.ts';
import { hasLeft } from './may-decide.ts';
import type { Session } from './session.ts';

/** One question where the text matches but the ids don't. */
export function Match({ session }: { session: Session }) {
  const { model } = session;
  const surface = model.surface.value;
  if (surface?.matched === 'text') {
    const left = hasLeft(model);
    return (
      <Banner
        tone="info"
        icon="help"
        title={left ? t('review_is_this_sent_mail') : t('review_is_this_draft')}
      >
        <p>{left ? t('review_sent_mail_guessed') : t('review_stands_where_draft_should_says')}</p>
        <div class="row">
          <Button look="primary" name="match-yes" onPress={() => session.answerMatch(true)}>
            {t('review_yes_this')}
          </Button>
          <Button name="match-no" onPress={() => session.answerMatch(false)}>
            {t('review_no_another_mail')}
          </Button>
        </div>
      </Banner>
    );
  }
  if (surface?.matched === 'none') {
    return (
      <Banner tone="info" icon="link" title={t('review_open_draft_not_tied_item')}>
        <p>{t('review_you_reviewing_agents_own_text')}</p>
      </Banner>
    );
  }
  return null;
}
