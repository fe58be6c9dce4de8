import { lineTotal, quoteTotal } from '../../../core/review/quote.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { tx } from '../../../ui/tx.ts';
import { Visible } from '../../../ui/Visible.tsx';
import { t } from '../../../words/t.ts';
import { isSame, type Work } from './draft.ts';
import { setValue } from './drafting.ts';
import { Field, type Kind, RecordLine, Row, Rows, Was, When } from './pieces.tsx';
import { moneyOf, moneyWords } from './words.ts';

type Quote = Extract<Work, { kind: 'price.quote' }>;
type Line = Quote['lines'][number];

/** Line by line with what policy allows, and a total that is what the lines come to. */
export function PriceQuote(on: Kind<Quote>) {
  const { was, now, draft, session, item } = on;
  const { pricing } = item.policy;
  const { signOff } = item;
  const kept = was.lines.map((_, at) => at).filter((at) => !draft.struck.includes(at));
  return (
    <>
      <dl class="facts">
        <dt>{t('review_deal')}</dt>
        <dd>
          <RecordLine record={was.deal} />
        </dd>
        <dt>{t('review_sign_off')}</dt>
        <dd class={signOff?.mine === false ? 'against' : undefined}>
          {signOff ? (
            <>
              {signOff.mine ? t('review_sign_off_yours') : t('review_sign_off_not_yours')}{' '}
              <Visible text={signOff.message} lang="en" />
            </>
          ) : (
            t('review_your_team_names_nobody_finance')
          )}
        </dd>
        <dt>{t('review_discounts')}</dt>
        <dd>
          {pricing?.maxDiscount === undefined
            ? t('review_policy_sets_no_limit')
            : t('review_policy_allows', { max: pricing.maxDiscount })}
        </dd>
      </dl>
      <Rows label={t('review_lines')}>
        {was.lines.map((line, at) => (
          <Row
            key={at}
            {...{ session, item, at }}
            name={line.item}
            struck={draft.struck.includes(at)}
          >
            <OneLine on={on} at={at} was={line} now={now.lines[kept.indexOf(at)] ?? line} />
          </Row>
        ))}
      </Rows>
      <Total {...on} />
      {on.editing ? (
        <Field
          {...{ on }}
          path="validUntil"
          label={t('review_valid_until')}
          value={now.validUntil}
          type="time"
        />
      ) : (
        <dl class="facts">
          <dt>{t('review_valid_until')}</dt>
          <dd>
            <When iso={now.validUntil} />
            {was.validUntil === now.validUntil ? null : (
              <Was>
                <When iso={was.validUntil} />
              </Was>
            )}
          </dd>
        </dl>
      )}
    </>
  );
}

function OneLine({ on, at, was, now }: { on: Kind<Quote>; at: number; was: Line; now: Line }) {
  const max = on.item.policy.pricing?.maxDiscount;
  const over = max !== undefined && now.discount > max;
  const open = on.editing && !on.draft.struck.includes(at);
  return (
    <>
      <p class="row-name between">
        <Visible text={now.item} />
        <span class="figure">{moneyWords(lineTotal(now), now.unitPrice.currency)}</span>
      </p>
      {open ? (
        <div class="two">
          <Field
            {...{ on }}
            path={`lines.${at}.quantity`}
            label={
              <>
                {t('review_quantity')}
                <span class="unseen">
                  {' '}
                  {tx('review_of_item', { item: <Visible text={was.item} /> })}
                </span>
              </>
            }
            value={String(now.quantity)}
            type="number"
          />
          <Field
            {...{ on }}
            path={`lines.${at}.discount`}
            label={
              <>
                {t('review_discount')}
                <span class="unseen">
                  {' '}
                  {tx('review_of_item', { item: <Visible text={was.item} /> })}
                </span>
              </>
            }
            value={String(now.discount)}
            type="number"
          />
        </div>
      ) : null}
      <p>
        {t('review_off', {
          quantity: String(now.quantity),
          unit_price: moneyOf(now.unitPrice),
          discount: String(now.discount),
        })}
      </p>
      {over ? <p class="against">{t('review_above_policy_allows', { max })}</p> : null}
      {isSame(was, now) ? null : (
        <Was>
          {t('review_off', {
            quantity: String(was.quantity),
            unit_price: moneyOf(was.unitPrice),
            discount: String(was.discount),
          })}
        </Was>
      )}
    </>
  );
}

function Total({ session, item, was, now }: Kind<Quote>) {
  const sum = quoteTotal(now.lines);
  const right = sum === BigInt(now.total.minor);
  return (
    <>
      <p class="total between">
        <b>{t('review_total')}</b>
        <b class="figure">{moneyOf(now.total)}</b>
      </p>
      {isSame(was.total, now.total) ? null : <Was>{moneyOf(was.total)}</Was>}
      {right ? (
        <p class="muted">{t('review_what_lines_add_up_each')}</p>
      ) : (
        <Banner tone="bad" icon="alert" title={t('review_total_does_not_add_up')}>
          <p>{t('review_lines_come', { sum: moneyWords(sum, now.total.currency) })}</p>
          <div class="row">
            <Button name="use-sum" onPress={() => setValue({ session, item }, 'total', 'sum')}>
              {t('review_use_sum_lines')}
            </Button>
          </div>
        </Banner>
      )}
    </>
  );
}
