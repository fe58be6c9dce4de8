import { Difference } from '../../ui/Difference.tsx';
import { KeyHint } from '../../ui/KeyHint.tsx';
import { tx } from '../../ui/tx.ts';
import { t } from '../../words/t.ts';
import { BASE_WORDS, basesOf, textOf } from './comparing.ts';
import { imageChanges } from './images.ts';
import { isMail, type Leaves } from './plan.ts';
import { Reasons } from './Reasons.tsx';
import type { Session } from './session.ts';
import { summary } from './summary.ts';

/**
 * What is different from the agent's text, the revision before or the clone's exemplar; and of the
 * person's own edit the reason that it would be filed under.
 */
export function Edited({ session }: { session: Session }) {
  const { model } = session;
  const item = model.view.value?.item;
  const plan = model.plan.value;
  const { value: base } = model.base;
  if (!item) return null;
  const edited = plan?.can === true && plan.action === 'approve_edited' && isMail(item);
  const bases = basesOf(model);
  const than = bases.find((one) => one.base === base);
  if (!than || (!edited && base === null)) return null;
  const leaves: Leaves = plan?.can ? plan.leaves : item.content;
  const now =
    leaves.kind === 'email.draft'
      ? imageChanges([], imagesIn(leaves)) + summary(leaves)
      : textOf(leaves);
  const before = textOf(than.content);
  const thanWords = t(BASE_WORDS[base ?? 'agent']);
  const guess = plan?.can ? (plan.guess ?? 'other') : 'other';
  return (
    <section
      class="edited"
      aria-label={base === null ? t('review_your_edit') : t('review_against', { base: thanWords })}
    >
      <h2 class="minor row">
        <span>
          {base === null
            ? t('review_your_edit_against', { base: thanWords })
            : t('review_against', { base: thanWords })}
        </span>
        {bases.length > 1 ? (
          <span class="walk">
            {tx('review_key_another_version', {
              key: <KeyHint keyName={model.bindings.value.compare} />,
            })}
          </span>
        ) : null}
      </h2>
      {before === now ? (
        <p class="muted">{t('review_nothing_differs')}</p>
      ) : (
        <Difference
          before={before}
          after={now}
          label={t('review_difference_from', { base: thanWords })}
        />
      )}
      {edited && model.menu.value === null ? (
        <Reasons
          legend={t('review_filed_as')}
          chosen={model.editReason.value ?? guess}
          {...(model.editReason.value === null ? { guess } : {})}
          approve={model.bindings.value.approve}
          onChoose={(reason) => {
            model.editReason.value = reason;
          }}
        />
      ) : null}
    </section>
  );
}

const imagesIn = (leaves: Leaves): readonly string[] =>
  'images' in leaves && leaves.images ? leaves.images : [];
